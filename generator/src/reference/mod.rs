//! The reference: the same API as static HTML, for a reader with a browser and no network.
//!
//! Texts come from `api::words` and examples from `emit::example`, as those of rustdoc do. The
//! templates stand in `generator/templates`; they are compiled, and escape whatever they print.

mod coverage;
mod diagram;
mod frame;
mod front;
mod highlight;
mod identifiers;
mod journey;
mod openapi;
mod page;
mod places;
mod requests;
mod rows;
mod search;
mod text;

use askama::Template;
use rayon::prelude::*;

use crate::{Api, Files, render};

use frame::Site;

/// What all pages share; it stands in the folder's root.
const STYLE: &str = include_str!("../../templates/style.css");
const SCRIPT: &str = include_str!("../../templates/script.js");

/// The reference of a resolved API, by paths below its folder.
#[must_use]
pub fn reference(api: &Api) -> Files {
    let site = Site::new(api);
    let mut files = Files::from([
        ("index.html".to_owned(), front::html(&site)),
        (requests::PATH.to_owned(), requests::html(&site)),
        (identifiers::PATH.to_owned(), identifiers::html(&site)),
        (openapi::PATH.to_owned(), openapi::html(&site)),
        (coverage::PATH.to_owned(), coverage::html(&site)),
        ("search-index.js".to_owned(), search::index(&site)),
        ("style.css".to_owned(), asset(STYLE)),
        ("script.js".to_owned(), asset(SCRIPT)),
    ]);
    let pages = api.pages.par_iter().map(|page| (places::page(page), page::html(page, &site)));
    files.par_extend(pages);
    files.extend(api.journeys.iter().map(|it| (places::journey(it), journey::html(it, &site))));
    files
}

fn asset(text: &str) -> String {
    format!("/* {} */\n\n{text}", render::marker(""))
}

/// The text of a template.
fn rendered(template: &impl Template) -> String {
    // Writing into a text does not fail, and nothing else in a template can.
    let mut html = template.render().unwrap_or_default();
    html.push('\n');
    html
}
