//! Journeys: each step that calls or embeds something names a page that has it, and takes from
//! earlier answers what they have.

use crate::api::{
    Actor, IdentifierId, Journey, Mandatory, Object, Page, PageId, Row, Step, Taken, Type,
};
use crate::diagnostics::{Code, Diagnostic};
use crate::spec::{self, Name};

use super::Checker;
use super::names::{self, Scope};

impl Checker<'_> {
    pub(super) fn journeys(&mut self, pages: &[Page], objects: &[Object]) -> Vec<Journey> {
        let spec = self.spec;
        let mut journeys = Vec::new();
        let mut examples = Scope::new("rename one of them: each becomes an example");
        for placed in &spec.journeys {
            let raw = &placed.content;
            let name = names::example_name(&raw.journey, raw.journey.span, &mut self.found);
            let made_of = format!("the journey `{}`", raw.journey.value);
            examples.take(&name, &made_of, raw.journey.span, &mut self.found);
            let mut walk = Walk { pages, objects, steps: Vec::new() };
            for step in &raw.steps {
                let step = self.step(step, &walk);
                walk.steps.push(step);
            }
            journeys.push(Journey {
                source: placed.path.clone(),
                name: raw.journey.value.clone(),
                means: self.sentence(&raw.means),
                document: self.documents.find(&raw.document, &mut self.found),
                steps: walk.steps,
            });
        }
        journeys
    }

    fn step(&mut self, raw: &spec::Step, walk: &Walk<'_>) -> Step {
        let mut step = Step {
            actor: actor(raw.actor),
            calls: raw.calls.as_ref().and_then(|it| self.called_page(it, walk.pages)),
            embeds: raw.embeds.as_ref().and_then(|it| self.embedded_page(it, walk.pages)),
            takes: Vec::new(),
            does: self.sentence(&raw.does),
        };
        if let (Some(_), Some(embeds)) = (&raw.calls, &raw.embeds) {
            let message = "a step calls an endpoint or embeds an object, not both";
            let help = "make two steps of it";
            self.found.add(Diagnostic::new(Code::MisplacedKey, embeds.span, message).help(help));
        }
        if let Some(first) = raw.takes.names().next()
            && raw.calls.is_none()
            && raw.embeds.is_none()
        {
            let message = "`takes` belongs to a step that calls or embeds something";
            self.found.add(Diagnostic::new(Code::MisplacedKey, first.span, message));
        }
        if let Some(rows) = walk.rows(&step) {
            for (row, source) in raw.takes.iter() {
                step.takes.extend(self.taken(row, source, rows, walk));
            }
            for (row, _) in rows.iter().enumerate() {
                if step.takes.iter().all(|it| it.row != row) {
                    step.takes.extend(walk.same_kind(row, rows));
                }
            }
        }
        step.takes.sort_by_key(|it| it.row);
        step
    }

    /// `objectId: payment_series/create.id`: a row that takes a value of an earlier answer.
    fn taken(&mut self, row: &Name, source: &Name, rows: &[Row], walk: &Walk<'_>) -> Option<Taken> {
        let Some(at) = rows.iter().position(|it| it.wire == row.value) else {
            let message = format!("the step sends no row `{}`", row.value);
            let unknown = Diagnostic::new(Code::UnknownRow, row.span, message);
            self.found.add(unknown.did_you_mean(row, rows.iter().map(|it| it.wire.as_str())));
            return None;
        };
        let (page, answered) = source.rsplit_once('.').unwrap_or((source.as_str(), ""));
        let Some((step, answer)) = walk.answer(page) else {
            let message = format!("no earlier step calls `{page}` and is answered an object");
            let help = "write an earlier step's page and the row of its answer: `loans/lend.id`";
            let unknown = Diagnostic::new(Code::UnknownEndpoint, source.span, message).help(help);
            let earlier = walk.answers().map(|(_, page, _)| stem(page));
            let earlier: Vec<String> = earlier.collect();
            self.found.add(unknown.did_you_mean(page, earlier.iter().map(String::as_str)));
            return None;
        };
        let Some(found) = answer.rows.iter().position(|it| it.wire == answered) else {
            let message = format!("`{}` has no row `{answered}`", answer.name);
            let unknown = Diagnostic::new(Code::UnknownRow, source.span, message);
            let known = answer.rows.iter().map(|it| it.wire.as_str());
            self.found.add(unknown.did_you_mean(answered, known));
            return None;
        };
        if !fits(&rows[at], &answer.rows[found]) {
            let message = format!("`{}` cannot take the value of `{answered}`", row.value);
            let help = "a text takes a text or an identifier, an identifier one of its own kind";
            self.found.add(Diagnostic::new(Code::WrongValue, source.span, message).help(help));
        }
        Some(Taken { row: at, step, answered: found })
    }

    fn called_page(&mut self, calls: &Name, pages: &[Page]) -> Option<PageId> {
        let has = |page: &Page| page.endpoint.is_some();
        let is_lost = self.lost.contains("endpoint") || self.lost.contains("request");
        self.named_page(calls, pages, has, "an endpoint", is_lost)
    }

    fn embedded_page(&mut self, embeds: &Name, pages: &[Page]) -> Option<PageId> {
        let has = |page: &Page| page.embeds.is_some();
        let is_lost = self.lost.contains("embeds");
        self.named_page(embeds, pages, has, "`embeds`", is_lost)
    }

    /// The page of a file's name that has what a step needs of it.
    fn named_page(
        &mut self,
        name: &Name,
        pages: &[Page],
        has: impl Fn(&Page) -> bool,
        what: &str,
        is_lost: bool,
    ) -> Option<PageId> {
        // They stand in the order of their paths.
        let path = format!("{}.yaml", name.value);
        let found = pages.binary_search_by(|page| page.source.cmp(&path)).ok();
        let found = found.filter(|index| has(&pages[*index]));
        if found.is_none() && !self.spec.unread.pages && !is_lost {
            let message = format!("no page `{}` has {what}", name.value);
            let help = format!("name the file of a page with {what}, without `.yaml`");
            let known: Vec<String> = pages.iter().filter(|it| has(it)).map(stem).collect();
            let unknown = Diagnostic::new(Code::UnknownEndpoint, name.span, message);
            let known = known.iter().map(String::as_str);
            self.found.add(unknown.did_you_mean(name, known).help(help));
        }
        found.map(PageId)
    }
}

/// A journey up to a step.
struct Walk<'a> {
    pages: &'a [Page],
    objects: &'a [Object],
    steps: Vec<Step>,
}

impl<'a> Walk<'a> {
    /// The rows that a step sends or embeds.
    fn rows(&self, step: &Step) -> Option<&'a [Row]> {
        let called = step.calls.and_then(|id| self.pages[id.0].endpoint.as_ref());
        let embedded = step.embeds.and_then(|id| self.pages[id.0].embeds.as_ref());
        let object = called.map(|it| &it.request);
        let object = object.or_else(|| embedded.map(|it| &self.objects[it.object.0]));
        object.map(|it| it.rows.as_slice())
    }

    /// The answers so far, the latest first: step, page, object.
    fn answers(&self) -> impl Iterator<Item = (usize, &'a Page, &'a Object)> {
        self.steps.iter().enumerate().rev().filter_map(|(index, step)| {
            let page = &self.pages[step.calls?.0];
            Some((index, page, &self.objects[page.endpoint.as_ref()?.answer?.0]))
        })
    }

    /// The latest answer of a page.
    fn answer(&self, name: &str) -> Option<(usize, &'a Object)> {
        let mut answers = self.answers();
        answers.find(|(_, page, _)| stem(page) == name).map(|(step, _, object)| (step, object))
    }

    /// Where a mandatory identifier comes from: the latest answer with one of its kind.
    fn same_kind(&self, row: usize, rows: &[Row]) -> Option<Taken> {
        let wanted = kind(&rows[row]).filter(|_| rows[row].mandatory == Mandatory::Yes)?;
        self.answers().find_map(|(step, _, answer)| {
            let answered = answer.rows.iter().position(|it| kind(it) == Some(wanted))?;
            Some(Taken { row, step, answered })
        })
    }
}

fn kind(row: &Row) -> Option<IdentifierId> {
    match row.ty {
        Type::Identifier(id) if !row.many => Some(id),
        _ => None,
    }
}

/// Whether a row can take the value of another one.
fn fits(row: &Row, answered: &Row) -> bool {
    let is_one = !row.many && !answered.many;
    let is_text = row.ty == Type::Text;
    let is_known = answered.ty == Type::Text || kind(answered).is_some();
    is_one && is_text && is_known || kind(row).is_some() && kind(row) == kind(answered)
}

fn stem(page: &Page) -> String {
    page.source.trim_end_matches(".yaml").to_owned()
}

fn actor(raw: spec::Actor) -> Actor {
    match raw {
        spec::Actor::Server => Actor::Server,
        spec::Actor::Client => Actor::Client,
        spec::Actor::Customer => Actor::Customer,
        spec::Actor::Api => Actor::Api,
    }
}
