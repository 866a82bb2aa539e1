//! Validators: one line for each row that has a rule, in the page's order.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::api::{Api, DocumentId, Format, Limit, Mandatory, Object, Part, Row, RuleKind, Type};

use super::Imports;

/// `Validate` of an object.
pub(super) fn implementation(object: &Object, api: &Api, imports: &mut Imports) -> TokenStream {
    imports.runtime("Check");
    imports.runtime("Validate");
    let ident = &object.ident;
    let rows = object.rows.iter().flat_map(|row| {
        [demand(row), line(row, object.document, api, imports)].into_iter().flatten()
    });
    let rows: Vec<TokenStream> = rows.collect();
    let rules = object.rules.iter().map(|rule| {
        let call = rule_call(&rule.kind, object, imports);
        let its = &api.document(rule.document).constant;
        match rule.document == object.document {
            true => quote!(check.#call;),
            false => quote!(check.on(&documents::#its).#call;),
        }
    });
    let rules: Vec<TokenStream> = rules.collect();
    let further = object.open.then(|| {
        let names = object.rows.iter().map(|row| &row.wire);
        quote!(check.further(&self.further, &[#(#names),*]);)
    });
    let has_lines = !rows.is_empty() || !rules.is_empty() || further.is_some();
    let document = has_lines.then(|| {
        imports.documents();
        let constant = &api.document(object.document).constant;
        quote!(check.document(&documents::#constant);)
    });
    let check = if has_lines { quote!(check) } else { quote!(_) };
    quote! {
        impl Validate for #ident {
            fn rules(&self, #check: &mut Check<'_>) {
                #document
                #(#rows)*
                #(#rules)*
                #further
            }
        }
    }
}

/// The line that demands a mandatory row whose field is optional because answers may lack it.
fn demand(row: &Row) -> Option<TokenStream> {
    let is_filled_in = row.credential.is_some();
    if row.mandatory != Mandatory::Yes || !row.optional || row.nullable || is_filled_in {
        return None;
    }
    let (field, wire) = (&row.ident, &row.wire);
    Some(quote!(check.row(#wire).given(self.#field.is_some()).mandatory();))
}

/// The line of a row; `None` when its type says everything.
fn line(row: &Row, table: DocumentId, api: &Api, imports: &mut Imports) -> Option<TokenStream> {
    let (field, wire) = (&row.ident, &row.wire);
    if let Type::Object(_) = row.ty {
        return Some(match (row.many, row.optional) {
            (true, true) => quote!(check.objects(#wire, self.#field.as_deref());),
            (true, false) => quote!(check.objects(#wire, self.#field.as_slice());),
            (false, true) if row.boxed => quote!(check.object(#wire, self.#field.as_deref());),
            (false, true) => quote!(check.object(#wire, self.#field.as_ref());),
            (false, false) => quote!(check.object(#wire, &self.#field);),
        });
    }
    let chain: Vec<TokenStream> = row.limits.iter().map(limit).collect();
    if chain.is_empty() {
        return None;
    }
    let start = match row.part {
        Part::Body => quote!(check.row(#wire)),
        Part::Path => quote!(check.path_row(#wire)),
        Part::Query => quote!(check.query_row(#wire)),
    };
    let on = (row.document != table).then(|| {
        imports.documents();
        let constant = &api.document(row.document).constant;
        quote!(.on(&documents::#constant))
    });
    let value = match row.many {
        false => value(row),
        true => return Some(each(row, &start, on.as_ref(), &chain)),
    };
    Some(quote!(#start #on #value #(#chain)*;))
}

/// The lines for a list of values.
fn each(
    row: &Row,
    start: &TokenStream,
    on: Option<&TokenStream>,
    chain: &[TokenStream],
) -> TokenStream {
    let field = &row.ident;
    let list = match row.optional {
        true => quote!(self.#field.iter().flatten()),
        false => quote!(self.#field.iter()),
    };
    let value = handed_over(&row.ty, &quote!(value));
    quote! {
        for (index, value) in #list.enumerate() {
            #start.item(index) #on #value #(#chain)*;
        }
    }
}

/// The call that hands a row's value over, given or not.
fn value(row: &Row) -> TokenStream {
    let field = &row.ident;
    match row.ty {
        Type::Enum(_) if row.optional => quote!(.choice(self.#field.as_ref())),
        Type::Decimal => quote!(.decimal(self.#field)),
        Type::Integer => quote!(.integer(self.#field)),
        _ => handed_over(&row.ty, &quote!(&self.#field)),
    }
}

fn handed_over(ty: &Type, value: &TokenStream) -> TokenStream {
    match ty {
        Type::Text => quote!(.text(#value)),
        Type::Secret => quote!(.secret(#value)),
        Type::Date => quote!(.date(*#value)),
        Type::Timestamp => quote!(.timestamp(#value)),
        Type::OffsetDateTime => quote!(.offset_date_time(#value)),
        Type::Decimal => quote!(.decimal(*#value)),
        Type::Integer => quote!(.integer(*#value)),
        Type::Identifier(_) => quote!(.identifier(#value)),
        Type::Enum(_) => quote!(.choice(#value)),
        Type::Boolean | Type::Flag(..) | Type::Object(_) => quote!(),
    }
}

/// The call for a limit; identifiers and enums are checked by the call that hands them over.
fn limit(limit: &Limit) -> TokenStream {
    match limit {
        Limit::MaxLength(most) => {
            let most = Literal::u32_unsuffixed(*most);
            quote!(.max_length(#most))
        }
        Limit::MaxDigits(most) => {
            let most = Literal::u32_unsuffixed(*most);
            quote!(.max_digits(#most))
        }
        Limit::Precision { digits, scale } => {
            let digits = Literal::u32_unsuffixed(*digits);
            let scale = Literal::u32_unsuffixed(*scale);
            quote!(.precision(#digits, #scale))
        }
        Limit::Range { min, max } => {
            let min = Literal::i64_unsuffixed(*min);
            let max = Literal::i64_unsuffixed(*max);
            quote!(.range(#min, #max))
        }
        Limit::Format(Format::Uuid) => quote!(.uuid()),
        Limit::Format(Format::Currency) => quote!(.currency()),
        Limit::Format(Format::Country) => quote!(.country()),
        Limit::Format(Format::Culture) => quote!(.culture()),
        Limit::Format(Format::Email) => quote!(.email()),
        Limit::Format(Format::TimeZone) => quote!(.time_zone()),
        Limit::IdentifierForm | Limit::Choice => quote!(),
    }
}

fn rule_call(rule: &RuleKind, object: &Object, imports: &mut Imports) -> TokenStream {
    let names = |rows: &[usize]| -> Vec<String> {
        rows.iter().map(|row| object.rows[*row].wire.clone()).collect()
    };
    let given = |rows: &[usize]| -> Vec<TokenStream> {
        rows.iter().map(|row| is_given(&object.rows[*row])).collect()
    };
    match rule {
        RuleKind::AtLeastOneOf(rows) => {
            let (names, given) = (names(rows), given(rows));
            quote!(at_least_one_of(&[#(#names),*], &[#(#given),*]))
        }
        RuleKind::ExactlyOneOf(rows) => {
            let (names, given) = (names(rows), given(rows));
            quote!(exactly_one_of(&[#(#names),*], &[#(#given),*]))
        }
        RuleKind::Together(rows) => {
            let (names, given) = (names(rows), given(rows));
            quote!(together(&[#(#names),*], &[#(#given),*]))
        }
        RuleKind::RequiredWhen { row, when, values } => {
            let name = &object.rows[*row].wire;
            let given = is_given(&object.rows[*row]);
            let when = &object.rows[*when];
            let (field, decides) = (text_of(when, imports), &when.wire);
            quote!(required_when(#name, #given, #decides, #field, &[#(#values),*]))
        }
    }
}

fn is_given(row: &Row) -> TokenStream {
    let field = &row.ident;
    match row.optional {
        true => quote!(self.#field.is_some()),
        false => quote!(true),
    }
}

/// The text of a row that decides on another one.
fn text_of(row: &Row, imports: &mut Imports) -> TokenStream {
    let field = &row.ident;
    if let Type::Enum(_) = row.ty {
        imports.runtime("OpenEnum");
    }
    match (&row.ty, row.optional) {
        (Type::Text, true) => quote!(self.#field.as_deref()),
        (_, true) => quote!(self.#field.as_ref().map(|it| it.as_str())),
        (_, false) => quote!(self.#field.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use crate::emit::testing::item;

    #[test]
    fn one_line_for_each_row_with_a_rule_then_the_rules_over_rows() {
        let page = "
endpoint: Join
request: POST /members/{id}
path: { id: { type: String, identifies: Loan, mandatory: Yes, means: The first loan. } }
body:
  name:     { type: String, length: 60, mandatory: Yes, means: Who joins. }
  age:      { type: Int, range: [6, 120], mandatory: No, means: In years. }
  deposit:  { type: Decimal, length: 8.2, mandatory: No, means: In euros. }
  kind:     { type: String, values: [adult, child], mandatory: No, means: Kind. }
  email:    { type: String, format: email, mandatory: Conditional, means: Mail. }
  phone:    { type: String, mandatory: Conditional, means: Phone. }
  guardian: { type: Guardian, mandatory: Conditional, means: Who answers for a child. }
  tags:     { type: [String], mandatory: No, means: Words. }
rules:
  - at_least_one_of: [email, phone]
  - required_when: { field: guardian, if: kind, in: [child] }
objects:
  Guardian: { means: An adult., open: true, rows: { name: { type: String, length: 60, mandatory: Yes, means: Name. } } }
";
        insta::assert_snapshot!(item(page, "impl Validate for Join"), @r#"
        impl Validate for Join {
            fn rules(&self, check: &mut Check<'_>) {
                check.document(&documents::LOANS);
                check.path_row("id").identifier(&self.id);
                check.row("name").text(&self.name).max_length(60);
                check.row("age").integer(self.age).range(6, 120);
                check.row("deposit").decimal(self.deposit).precision(8, 2);
                check.row("kind").choice(self.kind.as_ref());
                check.row("email").text(&self.email).email();
                check.object("guardian", self.guardian.as_ref());
                check
                    .at_least_one_of(
                        &["email", "phone"],
                        &[self.email.is_some(), self.phone.is_some()],
                    );
                check
                    .required_when(
                        "guardian",
                        self.guardian.is_some(),
                        "kind",
                        self.kind.as_ref().map(|it| it.as_str()),
                        &["child"],
                    );
            }
        }
        "#);
        insta::assert_snapshot!(item(page, "impl Validate for Guardian"), @r#"
        impl Validate for Guardian {
            fn rules(&self, check: &mut Check<'_>) {
                check.document(&documents::LOANS);
                check.row("name").text(&self.name).max_length(60);
                check.further(&self.further, &["name"]);
            }
        }
        "#);
    }

    /// An answer's sample lacks a mandatory row, so that it is optional in Rust; who sends it must
    /// give it all the same. And what contains itself stands in a box.
    #[test]
    fn a_row_that_answers_may_lack_is_demanded_of_who_sends_it() {
        let page = "
endpoint: Join
request: POST /members
success: 200
body: { member: { type: Member, mandatory: Yes, means: Who joins. } }
answer: Member
objects:
  Member:
    means: A member.
    rows:
      name:   { type: String, mandatory: Yes, means: The name. }
      since:  { type: String, mandatory: Yes, means: The year. }
      parent: { type: Member, mandatory: No, means: Who answers for a child. }
samples:
  answer: { \"name\": \"Ann\" }
deviations:
  - at: answer.since
    deviates: missing-in-sample
    found: The sample has no such key.
    handled: It is optional when an answer is read.
";
        let text = item(page, "impl Validate for Member");
        assert!(
            text.contains(r#"check.row("since").given(self.since.is_some()).mandatory();"#),
            "{text}"
        );
        assert!(text.contains(r#"check.object("parent", self.parent.as_deref());"#), "{text}");
        assert!(!text.contains(r#""name""#), "{text}");
    }

    /// A rule may spell a value as the page's prose does; the client knows it as the enum does.
    #[test]
    fn a_condition_compares_with_the_enums_own_spelling() {
        let page = "
endpoint: Join
request: POST /members
body:
  kind:     { type: String, values: [ADULT, CHILD], case: insensitive, mandatory: No, means: Kind. }
  guardian: { type: String, mandatory: Conditional, means: Who answers for a child. }
rules:
  - required_when: { field: guardian, if: kind, in: [child, Child] }
";
        let text = item(page, "impl Validate for Join");
        assert!(text.contains(r#"&["CHILD"]"#), "{text}");
    }
}
