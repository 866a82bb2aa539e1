//! A row as written to a field: its type, its limits, and what makes no sense beside each other.

use crate::api::{DocumentId, Format, Limit, Mandatory, ObjectId, Part, Row, Sensitivity, Type};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::spec::{self, Length, Name};
use crate::yaml::Spanned;

use super::Checker;
use super::names::{self, Scope};

/// The page's words for types that are no objects.
pub(crate) const TYPE_WORDS: &[&str] =
    &["String", "GUID", "Int", "Decimal", "Double", "Boolean", "Date", "DateTime"];

/// Where a table stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// The page that its rows stand on unless they say otherwise.
    pub(super) document: DocumentId,
    /// Where in a request it goes.
    pub(super) part: Part,
    /// The index of its page file.
    pub(super) page: usize,
    /// Whether it is the table of a request's body: there the client fills credentials in.
    pub(super) is_filled_in: bool,
}

impl Checker<'_> {
    /// Resolves one row. What is wrong with it is reported; a placeholder goes on.
    pub(super) fn row(
        &mut self,
        name: &Name,
        wire: &str,
        raw: &spec::Row,
        table: Table,
        fields: &mut Scope,
    ) -> Row {
        let ident = match &raw.rust {
            Some(rust) => names::field_name(rust, rust.span, &mut self.found),
            None => names::field_name(wire, name.span, &mut self.found),
        };
        fields.take_field(&ident, &format!("the row `{}`", name.value), name.span, &mut self.found);
        self.check_combinations(raw, table.part);
        raw.credential.iter().for_each(|name| self.check_credential(name, raw, table));
        let ty = self.row_type(wire, name, raw, table);
        let mandatory = Mandatory::from(raw.mandatory.value);
        Row {
            wire: wire.to_owned(),
            renamed_from: raw.renamed_from.as_ref().map(|it| it.value.clone()),
            ident,
            limits: self.limits(raw, &ty),
            many: raw.ty.many,
            optional: mandatory != Mandatory::Yes || raw.nullable || raw.credential.is_some(),
            boxed: false,
            mandatory,
            documented_type: raw.ty.name.clone(),
            nullable: raw.nullable,
            sensitive: raw.sensitive.as_ref().map(|it| match it.value {
                spec::Sensitive::Secret => Sensitivity::Secret,
                spec::Sensitive::Personal => Sensitivity::Personal,
            }),
            credential: raw.credential.as_ref().map(|it| it.value.clone()),
            from_sample: raw.from == Some(spec::From::Sample),
            means: self.sentence(&raw.means),
            document: self.documents.find_or(
                raw.document.as_ref(),
                table.document,
                &mut self.found,
            ),
            part: table.part,
            ty,
        }
    }

    fn row_type(&mut self, wire: &str, name: &Name, raw: &spec::Row, table: Table) -> Type {
        if let Some(identifies) = &raw.identifies {
            return match self.identifiers.find(identifies, &mut self.found) {
                Some((id, _)) => Type::Identifier(id),
                None => Type::Text,
            };
        }
        match raw.ty.name.as_str() {
            "String" | "GUID" if is_secret(raw) => Type::Secret,
            "String" => self.text_type(wire, name, raw, table),
            "GUID" => Type::Text,
            "Int" => Type::Integer,
            "Decimal" | "Double" => Type::Decimal,
            "Boolean" => Type::Boolean,
            "Date" => Type::Date,
            "DateTime" => Type::Timestamp,
            _ => self.object_type(wire, raw),
        }
    }

    /// What a row of type String is, by its format and values.
    fn text_type(&mut self, wire: &str, name: &Name, raw: &spec::Row, table: Table) -> Type {
        if let Some(values) = &raw.values {
            if let (Part::Query, Some(flag)) = (table.part, flag(values)) {
                return flag;
            }
            return Type::Enum(self.enumeration(wire, name, raw, values, table));
        }
        match raw.format.as_ref().map(|it| it.value) {
            Some(spec::Format::Date) => Type::Date,
            Some(spec::Format::DateTime) => Type::Timestamp,
            Some(spec::Format::OffsetDateTime) => Type::OffsetDateTime,
            _ => Type::Text,
        }
    }

    fn object_type(&mut self, wire: &str, raw: &spec::Row) -> Type {
        let name = Name::new(raw.ty.name.clone(), raw.ty.span);
        match self.find_object(&name) {
            Some(id) if raw.partial.as_ref().is_some_and(|it| it.value) => {
                Type::Object(self.patch_of(id))
            }
            Some(id) => Type::Object(id),
            None => {
                self.lost.insert(wire.to_owned());
                Type::Text
            }
        }
    }

    /// The object of a name. An unknown one is reported, and stands for the one that was probably
    /// meant.
    pub(super) fn find_object(&mut self, name: &Name) -> Option<ObjectId> {
        let found = self.objects.find(name.as_str());
        if found.is_some() || self.spec.unread.pages || self.lost.contains(name.as_str()) {
            return found;
        }
        let message = format!("no object is called `{}`", name.value);
        let help = "mend the name, or declare the object under `objects:` of its page";
        let known = || TYPE_WORDS.iter().copied().chain(self.objects.names());
        let unknown = Diagnostic::new(Code::UnknownType, name.span, message);
        self.found.add(unknown.did_you_mean(name, known()).help(help));
        self.objects.find(nearest(name, known())?)
    }

    /// Reports keys that make no sense beside each other.
    fn check_combinations(&mut self, raw: &spec::Row, part: Part) {
        let word = raw.ty.name.as_str();
        let is_text = word == "String";
        let is_object = !TYPE_WORDS.contains(&word);
        let sensitive = raw.sensitive.as_ref();
        let is_secret = is_secret(raw);
        let mut misplaced = |key: Option<crate::diagnostics::Span>, wrong: bool, message: &str| {
            if let Some(span) = key.filter(|_| wrong) {
                self.found.add(Diagnostic::new(Code::MisplacedKey, span, message));
            }
        };
        let format = raw.format.as_ref().map(|it| it.span);
        let values = raw.values.as_ref().map(|it| it.span);
        misplaced(format, !is_text, "`format` belongs to a row of type String");
        misplaced(format, raw.identifies.is_some(), "an identifier has its format already");
        misplaced(format, values.is_some(), "a row has either `values` or a `format`");
        misplaced(values, !is_text, "`values` belong to a row of type String");
        misplaced(values, raw.identifies.is_some(), "an identifier has no list of values");
        misplaced(
            values.or(format),
            is_secret && raw.format.as_ref().is_none_or(|it| it.value != spec::Format::Uuid),
            "a secret is a text without `values`, and with no format but `uuid`",
        );
        misplaced(
            sensitive.map(|it| it.span),
            is_secret && !matches!(word, "String" | "GUID"),
            "a secret is a row of type String or GUID",
        );
        let identifies = raw.identifies.as_ref().map(|it| it.span);
        let is_id = matches!(word, "String" | "GUID") && !is_secret;
        misplaced(
            identifies,
            !is_id,
            "an identifier is a row of type String or GUID, and no secret",
        );
        let name = raw.enum_name.as_ref().map(|it| it.span);
        misplaced(name, values.is_none(), "`enum` names the `values`, which are missing");
        let culture = raw.format.as_ref().is_some_and(|it| it.value == spec::Format::Culture);
        let case = raw.case.as_ref().map(|it| it.span);
        misplaced(case, values.is_none() && !culture, "`case` belongs to `values` or to a culture");
        let range = raw.range.as_ref().map(|it| it.span);
        misplaced(range, word != "Int", "`range` belongs to a row of type Int");
        let partial = raw.partial.as_ref().map(|it| it.span);
        misplaced(partial, !is_object, "`partial` belongs to a row whose type is an object");
        let nested = is_object || raw.ty.many;
        misplaced(
            Some(raw.ty.span),
            part != Part::Body && nested,
            "a path or query parameter is a single value, not an object or a list",
        );
        misplaced(
            Some(raw.ty.span),
            part != Part::Body && raw.nullable,
            "a path or query parameter is a text, which is never null: leave `nullable` out",
        );
        misplaced(
            Some(raw.mandatory.span),
            part == Part::Path && raw.mandatory.value != spec::Mandatory::Yes,
            "a path parameter is always mandatory: write `Yes`",
        );
    }

    /// What is checked of a row's value; a length in the wrong place is reported.
    fn limits(&mut self, raw: &spec::Row, ty: &Type) -> Vec<Limit> {
        let mut limits = Vec::new();
        if let Some(length) = &raw.length {
            self.check_size(raw, length, ty);
            match (length.value, ty) {
                (_, Type::Object(_)) => self.misplaced_length(raw, "an object has no length"),
                (Length::Decimal { digits, scale }, Type::Decimal) => {
                    limits.push(Limit::Precision { digits, scale });
                }
                (Length::Characters(_), Type::Decimal) => {
                    self.misplaced_length(raw, "a decimal's length is `precision.scale`, `18.2`");
                }
                (Length::Decimal { .. }, _) => {
                    self.misplaced_length(raw, "only a Decimal or Double has a `precision.scale`");
                }
                (Length::Characters(most), _) => limits.extend(self.length_limit(raw, ty, most)),
            }
        }
        if let Some(range) = &raw.range {
            let [min, max] = range.value;
            if min > max {
                let message = format!("no number is from {min} to {max}");
                let swap = "write the smallest number first";
                self.found.add(Diagnostic::new(Code::WrongValue, range.span, message).help(swap));
            }
            limits.extend((*ty == Type::Integer).then_some(Limit::Range { min, max }));
        }
        let format = raw.format.as_ref().map(|it| it.value);
        limits.extend(match format.and_then(checked_format) {
            None if raw.ty.name == "GUID" && raw.identifies.is_none() => {
                Some(Limit::Format(Format::Uuid))
            }
            format => format.map(Limit::Format),
        });
        match ty {
            Type::Enum(_) => limits.push(Limit::Choice),
            Type::Identifier(_) => limits.push(Limit::IdentifierForm),
            _ => {}
        }
        limits
    }

    /// Reports a length beyond what the Rust type holds; of a text, one that limits nothing.
    fn check_size(&mut self, raw: &spec::Row, length: &Spanned<Length>, ty: &Type) {
        let (given, most, of) = match (length.value, ty) {
            (Length::Decimal { digits, .. }, Type::Decimal) => (digits, 28, "digits of a decimal"),
            (Length::Characters(digits), Type::Integer) if raw.range.is_none() => {
                (digits, 19, "digits of an Int")
            }
            (
                Length::Characters(characters),
                Type::Text | Type::Secret | Type::Timestamp | Type::OffsetDateTime,
            ) => (characters, 1_000_000, "characters of a text"),
            _ => return,
        };
        if given > most {
            let message = format!("{given} is more than the {most} {of} that can be checked");
            let help = match ty {
                Type::Integer => "leave `length` out, or write its numbers as `range`",
                _ => "leave `length` out",
            };
            self.found.add(Diagnostic::new(Code::WrongValue, length.span, message).help(help));
        }
    }

    /// What a plain length demands of a value of the type.
    fn length_limit(&mut self, raw: &spec::Row, ty: &Type, most: u32) -> Option<Limit> {
        let known = match ty {
            Type::Identifier(_) => {
                let name = raw.identifies.as_ref()?;
                let (_, length) = self.identifiers.find(name, &mut self.found)?;
                (length != most as usize).then(|| format!("a `{}` has {length}", name.value))
            }
            _ => shortest(raw, ty)
                .filter(|(_, least)| most < *least)
                .map(|(what, least)| format!("{what} has at least {least}")),
        };
        if let Some(known) = known {
            let code = match ty {
                Type::Identifier(_) => Code::IdentifierLength,
                _ => Code::MisplacedLength,
            };
            let message = format!("{known} characters, not {most}");
            self.found
                .extend(raw.length.as_ref().map(|it| Diagnostic::new(code, it.span, message)));
        }
        match ty {
            Type::Text | Type::Secret | Type::Timestamp | Type::OffsetDateTime => {
                Some(Limit::MaxLength(most))
            }
            // A range says more than a number of digits.
            Type::Integer if raw.range.is_none() => Some(Limit::MaxDigits(most)),
            // Of the others the values, the form or the type say more.
            _ => None,
        }
    }

    fn misplaced_length(&mut self, raw: &spec::Row, message: &str) {
        if let Some(length) = &raw.length {
            self.found.add(Diagnostic::new(Code::MisplacedLength, length.span, message));
        }
    }
}

impl From<spec::Mandatory> for Mandatory {
    fn from(raw: spec::Mandatory) -> Self {
        match raw {
            spec::Mandatory::Yes => Self::Yes,
            spec::Mandatory::No => Self::No,
            spec::Mandatory::Conditional => Self::Conditional,
        }
    }
}

fn is_secret(raw: &spec::Row) -> bool {
    raw.sensitive.as_ref().is_some_and(|it| it.value == spec::Sensitive::Secret)
}

/// The format as far as it is checked of a text; dates and times are types.
fn checked_format(format: spec::Format) -> Option<Format> {
    match format {
        spec::Format::Uuid => Some(Format::Uuid),
        spec::Format::Currency => Some(Format::Currency),
        spec::Format::Country => Some(Format::Country),
        spec::Format::Culture => Some(Format::Culture),
        spec::Format::Email => Some(Format::Email),
        spec::Format::TimeZone => Some(Format::TimeZone),
        spec::Format::Date | spec::Format::DateTime | spec::Format::OffsetDateTime => None,
    }
}

/// What a text of a form is, and the least characters that it has.
fn shortest(raw: &spec::Row, ty: &Type) -> Option<(&'static str, u32)> {
    let format = raw.format.as_ref().and_then(|it| checked_format(it.value));
    match (ty, format) {
        (Type::Date, _) => Some(("a date", 10)),
        (Type::Timestamp | Type::OffsetDateTime, _) => Some(("a date with a time", 20)),
        (_, Some(Format::Uuid)) => Some(("a UUID", 36)),
        (Type::Text | Type::Secret, None) if raw.ty.name == "GUID" => Some(("a UUID", 36)),
        (_, Some(Format::Currency)) => Some(("a currency", 3)),
        (_, Some(Format::Country)) => Some(("a country", 2)),
        (_, Some(Format::Culture)) => Some(("a culture", 5)),
        (_, Some(Format::Email)) => Some(("an e-mail address", 3)),
        (_, Some(Format::TimeZone)) => Some(("a time zone", 3)),
        _ => None,
    }
}

/// Two values that spell true and false, in whatever case: a `bool` in a query.
fn flag(values: &[crate::yaml::Spanned<spec::Word>]) -> Option<Type> {
    let [one, other] = values else { return None };
    let (one, other): (&String, &String) = (&one.value.0, &other.value.0);
    let is = |text: &str, word: &str| text.eq_ignore_ascii_case(word);
    if is(one, "true") && is(other, "false") {
        Some(Type::Flag(other.clone(), one.clone()))
    } else if is(one, "false") && is(other, "true") {
        Some(Type::Flag(one.clone(), other.clone()))
    } else {
        None
    }
}
