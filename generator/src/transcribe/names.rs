//! Names of rows: what may be one, and which ones are known.

use std::collections::BTreeSet;

/// The longest name of a row.
const LONGEST: usize = 120;

/// The names that the spec and the page's own samples give.
#[derive(Debug, Default, Clone)]
pub(super) struct Known {
    /// Of the document's tables, and of the page's samples.
    pub(super) rows: BTreeSet<String>,
    /// Of all tables of the spec.
    pub(super) all: BTreeSet<String>,
    /// Words of type cells: the format's, the objects' names, and what deviations say is printed.
    pub(super) types: BTreeSet<String>,
}

impl Known {
    /// Whether a text is the name of a row of this document.
    pub(super) fn is_own(&self, name: &str) -> bool {
        self.rows.contains(name)
    }

    fn has(&self, name: &str) -> bool {
        self.rows.contains(name) || self.all.contains(name)
    }

    /// The name that a run of letters begins with, and another one that it may be: `idPayment` is
    /// `id` and the description's first word.
    pub(super) fn split(&self, text: &str) -> Option<Split> {
        let end = text.find(|c: char| !is_name_char(c)).unwrap_or(text.len());
        let token = &text[..text.floor_char_boundary(end.min(LONGEST))];
        let guess = last_capital(token).filter(|at| is_name(&token[..*at]));
        let ends = || token.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
        let known = ends().find(|end| {
            let begins_a_sentence = |next: char| !next.is_lowercase() && !next.is_numeric();
            self.has(&token[..*end]) && text[*end..].chars().next().is_none_or(begins_a_sentence)
        });
        let other = |at: usize| guess.filter(|guess| *guess > at).map(|it| token[..it].to_owned());
        if let Some(at) = known {
            return Some(Split { at, alternative: other(at), is_known: true });
        }
        if let Some(at) = guess {
            return Some(Split { at, alternative: None, is_known: false });
        }
        let own = ends().find(|end| self.is_own(&token[..*end]));
        if let Some(at) = own {
            return Some(Split { at, alternative: None, is_known: true });
        }
        let is_whole = is_name(text) && text.len() <= LONGEST;
        is_whole.then_some(Split { at: text.len(), alternative: None, is_known: false })
    }

    /// Every known name that a text begins with, the longest first.
    pub(super) fn prefixes(&self, text: &str) -> Vec<usize> {
        let end = text.find(|c: char| !is_name_char(c)).unwrap_or(text.len());
        let token = &text[..text.floor_char_boundary(end.min(LONGEST))];
        let ends = token.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
        ends.filter(|end| self.has(&token[..*end])).collect()
    }
}

/// Where a name ends that is run together with what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Split {
    pub(super) at: usize,
    pub(super) alternative: Option<String>,
    pub(super) is_known: bool,
}

/// Where the last word that begins with a capital begins.
fn last_capital(token: &str) -> Option<usize> {
    let chars: Vec<(usize, char)> = token.char_indices().collect();
    (1..chars.len()).rev().find_map(|index| {
        let (at, c) = chars[index];
        let after_small = !chars[index - 1].1.is_uppercase();
        let before_small = chars.get(index + 1).is_some_and(|(_, next)| next.is_lowercase());
        (c.is_uppercase() && (after_small || before_small)).then_some(at)
    })
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || "_-.[]".contains(c)
}

/// Whether a text can be the name of a row.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && text.len() <= LONGEST
        && text.chars().all(is_name_char)
        && !text.ends_with(['.', '-'])
}

/// The name cell: the two lines of `payment.` and `reference` become one name.
pub(super) fn name_cell(cell: &str) -> String {
    let mut name = String::new();
    for part in cell.split_whitespace() {
        if !name.is_empty() && !name.ends_with('.') && !part.starts_with('.') {
            name.push(' ');
        }
        name.push_str(part);
    }
    name.trim_end_matches('*').to_owned()
}
