//! A journey: its diagram, and the same steps as a list.

use askama::Template;

use crate::api::{Journey, Step, Taken, capitalised};

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
    actor: String,
    does: Sentence,
    /// The page of what is called or embedded.
    page: Option<NavEntry>,
    takes: Vec<TakenView>,
}

/// A row that is filled from an earlier answer.
struct TakenView {
    row: Link,
    answered: Link,
    step: usize,
}

pub(super) fn html(journey: &Journey, site: &Site<'_>) -> String {
    let api = site.api;
    let frame = Frame::new(site, &journey.name, &journey.source, &places::journey(journey));
    let steps = journey.steps.iter().map(|step| StepView {
        actor: capitalised(step.actor.words()),
        does: Sentence::new(&step.does),
        page: step.calls.or(step.embeds).map(|id| NavEntry::of(api.page(id), api)),
        takes: step.takes.iter().filter_map(|it| taken(it, step, journey, &frame)).collect(),
    });
    rendered(&JourneyView {
        means: Sentence::new(&journey.means),
        source: frame.cited(api.document(journey.document)),
        diagram: Diagram::new(journey, &frame),
        steps: steps.collect(),
        frame,
    })
}

fn taken(taken: &Taken, step: &Step, journey: &Journey, frame: &Frame<'_>) -> Option<TakenView> {
    let api = frame.site.api;
    let link = |(row, place): (&str, String)| {
        let href = Some(frame.to(&place));
        Link { text: row.to_owned(), href }
    };
    let called = api.page(journey.steps[taken.step].calls?);
    Some(TakenView {
        row: link(places::sent_row(api.page(step.calls.or(step.embeds)?), taken.row, api)?),
        answered: link(places::answered_row(called, taken.answered, api)?),
        step: taken.step + 1,
    })
}
