//! Journeys: each step that calls something calls an endpoint that exists.

use crate::api::{Actor, Journey, Page, PageId, Step};
use crate::diagnostics::{Code, Diagnostic};
use crate::spec::{self, Name};

use super::Checker;
use super::names::{self, Scope};

impl Checker<'_> {
    pub(super) fn journeys(&mut self, pages: &[Page]) -> Vec<Journey> {
        let spec = self.spec;
        let mut journeys = Vec::new();
        let mut examples = Scope::new("rename one of them: each becomes an example");
        for placed in &spec.journeys {
            let raw = &placed.content;
            let name = names::example_name(&raw.journey, raw.journey.span, &mut self.found);
            let made_of = format!("the journey `{}`", raw.journey.value);
            examples.take(&name, &made_of, raw.journey.span, &mut self.found);
            let steps = raw.steps.iter().map(|step| Step {
                actor: actor(step.actor),
                calls: step.calls.as_ref().and_then(|calls| self.called_page(calls, pages)),
                does: self.sentence(&step.does),
            });
            let steps = steps.collect();
            journeys.push(Journey {
                source: placed.path.clone(),
                name: raw.journey.value.clone(),
                means: self.sentence(&raw.means),
                document: self.documents.find(&raw.document, &mut self.found),
                steps,
            });
        }
        journeys
    }

    fn called_page(&mut self, calls: &Name, pages: &[Page]) -> Option<PageId> {
        let stem = |page: &Page| page.source.trim_end_matches(".yaml").to_owned();
        let is_it = |page: &Page| page.endpoint.is_some() && stem(page) == calls.value;
        let called = pages.iter().position(is_it);
        let is_lost = self.lost.contains("endpoint") || self.lost.contains("request");
        if called.is_none() && !self.spec.unread.pages && !is_lost {
            let message = format!("no page `{}` has an endpoint", calls.value);
            let help = "name the file of a page with an endpoint, without `.yaml`";
            let known: Vec<String> =
                pages.iter().filter(|it| it.endpoint.is_some()).map(stem).collect();
            let unknown = Diagnostic::new(Code::UnknownEndpoint, calls.span, message);
            let known = known.iter().map(String::as_str);
            self.found.add(unknown.did_you_mean(calls, known).help(help));
        }
        called.map(PageId)
    }
}

fn actor(raw: spec::Actor) -> Actor {
    match raw {
        spec::Actor::Server => Actor::Server,
        spec::Actor::Client => Actor::Client,
        spec::Actor::Customer => Actor::Customer,
        spec::Actor::Api => Actor::Api,
    }
}
