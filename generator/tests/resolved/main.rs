//! What a right spec comes to mean. Most of it shows in what is generated from the two specs of the
//! repository; here stands what their pages do not have.

#![expect(clippy::unwrap_used, reason = "clippy sees tests only where `#[test]` stands")]

#[path = "../spec_folder/mod.rs"]
mod spec_folder;

use generator::Api;
use generator::api::behaviour::{Behaviour, Source};
use generator::api::{Endpoint, Page, Row, Type};

/// The lending library of the wrong specs, with more pages.
fn library() -> Api {
    let mut files = spec_folder::read("tests/diagnostics/_base");
    files.extend(spec_folder::read("tests/resolved/library"));
    generator::check(&files.into_iter().collect()).unwrap_or_else(|report| panic!("{report}"))
}

fn page<'a>(api: &'a Api, name: &str) -> &'a Page {
    api.pages.iter().find(|it| it.source == format!("{name}.yaml")).unwrap()
}

fn endpoint<'a>(api: &'a Api, name: &str) -> &'a Endpoint {
    page(api, name).endpoint.as_ref().unwrap()
}

fn behaviour<'a>(api: &'a Api, name: &str) -> &'a Behaviour {
    endpoint(api, name).behaviour.as_ref().unwrap()
}

fn row<'a>(endpoint: &'a Endpoint, name: &str) -> &'a Row {
    endpoint.request.rows.iter().find(|it| it.wire == name).unwrap()
}

#[test]
fn a_new_resource_is_named_by_the_row_that_is_new() {
    let api = library();
    let enrol = behaviour(&api, "members/enrol");
    let key = enrol.key.as_ref().unwrap();
    assert_eq!((key.row.as_str(), key.path.as_deref()), ("id", None));
    let way = |names: &[&str]| names.iter().map(|&it| it.to_owned()).collect::<Vec<_>>();
    let sets = [
        (way(&["joined"]), Source::Now),
        (way(&["id"]), Source::New),
        (way(&["desk", "kind"]), Source::Body(way(&["desk", "type"]))),
    ];
    assert_eq!(enrol.sets, sets);
}

#[test]
fn identifiers_of_a_request_name_its_resource_and_those_around_it() {
    let api = library();
    let exchange = behaviour(&api, "loans/exchange");
    let key = exchange.key.as_ref().unwrap();
    // A list of identifiers names none.
    assert_eq!((key.row.as_str(), key.path.as_deref()), ("id", Some("loan")));
    let named = |references: &[generator::api::behaviour::Reference]| -> Vec<(String, String)> {
        references.iter().map(|it| (it.row.clone(), api.object(it.object).name.clone())).collect()
    };
    let one = |row: &str| vec![(row.to_owned(), "Member".to_owned())];
    assert_eq!(named(&exchange.parents), one("member"));
    assert_eq!(named(&exchange.references), one("patron"));
    let item = exchange.item.as_ref().unwrap();
    assert_eq!((item.of.as_str(), item.at.as_str()), ("books", "position"));
}

#[test]
fn the_object_of_dotted_rows_has_nothing_of_the_first_of_them() {
    let api = library();
    let enrol = endpoint(&api, "members/enrol");
    let objects = enrol.request.rows.iter().filter(|it| matches!(it.ty, Type::Object(_)));
    let names: Vec<&str> = objects.clone().map(|it| it.wire.as_str()).collect();
    let all = ["lender", "contact", "branch", "floor", "desk", "room", "locker", "account"];
    assert_eq!(names, all);
    for row in objects {
        assert_eq!(row.ident.as_str(), row.wire);
        assert_eq!(row.limits, []);
        assert_eq!((&row.renamed_from, &row.credential), (&None, &None), "{}", row.wire);
        assert!(row.sensitive.is_none() && !row.many, "{}", row.wire);
    }
    let Type::Object(lender) = row(enrol, "lender").ty else { panic!("no object") };
    let rows: Vec<&str> = api.object(lender).rows.iter().map(|it| it.wire.as_str()).collect();
    assert_eq!(rows, ["id", "note"]);
}

#[test]
fn a_name_of_every_client_is_not_a_methods() {
    let api = library();
    assert_eq!(endpoint(&api, "members/enrol").call.as_str(), "raw_");
}

#[test]
fn words_for_true_and_false_are_a_flag_and_other_pairs_are_none() {
    let api = library();
    let list = endpoint(&api, "loans/list");
    let flag = |no: &str, yes: &str| Type::Flag(no.to_owned(), yes.to_owned());
    assert_eq!(row(list, "open").ty, flag("FALSE", "TRUE"));
    assert_eq!(row(list, "closed").ty, flag("false", "true"));
    assert!(matches!(row(list, "lit").ty, Type::Enum(_)));
    assert!(matches!(row(list, "dark").ty, Type::Enum(_)));
    // Dots make objects of the rows of a body alone.
    assert_eq!(row(list, "filter.state").ty, Type::Text);
}

#[test]
fn a_step_takes_what_it_says_and_the_identifiers_that_it_needs() {
    let api = library();
    let journey = api.journeys.iter().find(|it| it.name == "Show a Loan").unwrap();
    let step = &journey.steps[2];
    let rows = &api.object(page(&api, "sdk/shelf").embeds.as_ref().unwrap().object).rows;
    let taken: Vec<(&str, usize)> =
        step.takes.iter().map(|it| (rows[it.row].wire.as_str(), it.step)).collect();
    assert_eq!(taken, [("member", 0), ("title", 0), ("loan", 1)]);
}
