//! A journey: its diagram, and the same steps as a list.

use askama::Template;

use crate::api::Journey;

use super::diagram::Diagram;
use super::frame::{Frame, Link, NavEntry, Site};
use super::text::Sentence;
use super::{places, rendered};

#[derive(Template)]
#[template(path = "journey.html", whitespace = "minimize")]
struct JourneyView<'a> {
    frame: Frame<'a>,
    means: Sentence,
    source: Link,
    diagram: Diagram,
    steps: Vec<StepView>,
}

struct StepView {
    actor: &'static str,
    does: Sentence,
    calls: Option<NavEntry>,
}

pub(super) fn html(journey: &Journey, site: &Site<'_>) -> String {
    let api = site.api;
    let frame = Frame::new(site, &journey.name, &journey.source, &places::journey(journey));
    let steps = journey.steps.iter().map(|step| StepView {
        actor: step.actor.words(),
        does: Sentence::new(&step.does),
        calls: step.calls.map(|id| NavEntry::of(api.page(id), api)),
    });
    rendered(&JourneyView {
        means: Sentence::new(&journey.means),
        source: frame.cited(api.document(journey.document)),
        diagram: Diagram::new(journey, &frame),
        steps: steps.collect(),
        frame,
    })
}
