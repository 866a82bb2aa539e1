//! The sequence diagram of a journey: where each thing stands. The template draws it.

use crate::api::{Actor, Endpoint, Journey, Step, capitalised};

use super::frame::Frame;
use super::places;

/// From left to right: who is nearest to the API stands beside it.
const ORDER: [Actor; 4] = [Actor::Customer, Actor::Client, Actor::Server, Actor::Api];

/// The space that a lane takes, and the wider one in which calls are written.
const LANE: usize = 212;
const CALLS: usize = 320;
const BOX: usize = 196;
const HEAD: usize = 40;
const LINE: usize = 17;
const GAP: usize = 20;
/// From a call to its answer.
const TURN: usize = 32;

/// The most characters of a line in a box, and of a call above its arrow.
const TEXT: usize = 24;
const CALL: usize = 36;

pub(super) struct Diagram {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) lanes: Vec<Lane>,
    pub(super) steps: Vec<Drawn>,
}

/// Somebody who acts, at the middle of a lifeline.
pub(super) struct Lane {
    pub(super) actor: Actor,
    pub(super) x: usize,
    pub(super) name: String,
}

impl Lane {
    pub(super) fn left(&self) -> usize {
        self.x - BOX / 2
    }
}

pub(super) struct Drawn {
    pub(super) number: usize,
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) height: usize,
    pub(super) lines: Vec<Line>,
    pub(super) arrow: Option<Arrow>,
    /// Where the step leads, if no arrow says it.
    pub(super) href: Option<String>,
}

pub(super) struct Line {
    pub(super) y: usize,
    pub(super) text: String,
}

/// From the one who acts to another, and back if there is an answer.
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) y: usize,
    pub(super) label: Label,
    pub(super) answer: Option<Label>,
}

/// The words above an arrow, and where they lead.
pub(super) struct Label {
    pub(super) text: String,
    pub(super) href: Option<String>,
}

impl Arrow {
    pub(super) fn middle(&self) -> usize {
        usize::midpoint(self.from, self.to)
    }

    pub(super) fn answer_y(&self) -> usize {
        self.y + TURN
    }

    fn bottom(&self) -> usize {
        if self.answer.is_some() { self.answer_y() } else { self.y }
    }
}

impl Diagram {
    pub(super) const BOX: usize = BOX;

    pub(super) fn new(journey: &Journey, frame: &Frame<'_>) -> Self {
        let lanes = lanes(&journey.steps);
        let mut steps = Vec::new();
        let mut top = HEAD + GAP;
        for (index, step) in journey.steps.iter().enumerate() {
            let drawn = drawn(index + 1, step, top, &lanes, frame);
            top += drawn.height + GAP;
            if let Some(arrow) = &drawn.arrow {
                top = arrow.bottom() + GAP;
            }
            steps.push(drawn);
        }
        let last = lanes.last().map_or(0, |lane| lane.x);
        Self { width: last + LANE / 2, height: top, lanes, steps }
    }
}

fn lanes(steps: &[Step]) -> Vec<Lane> {
    let calls = steps.iter().any(|it| it.calls.is_some());
    let is_there =
        |actor: Actor| steps.iter().any(|it| it.actor == actor) || calls && actor == Actor::Api;
    let mut lanes: Vec<Lane> = Vec::new();
    for actor in ORDER.into_iter().filter(|it| is_there(*it)) {
        let x = match lanes.last() {
            None => LANE / 2,
            Some(left) if actor == Actor::Api => left.x + CALLS,
            Some(left) => left.x + LANE,
        };
        lanes.push(Lane { actor, x, name: capitalised(actor.words()) });
    }
    lanes
}

fn drawn(number: usize, step: &Step, top: usize, lanes: &[Lane], frame: &Frame<'_>) -> Drawn {
    let lines = broken(&step.does.replace('`', ""), TEXT);
    let height = lines.len() * LINE + 18;
    let from = x_of(step.actor, lanes).unwrap_or_default();
    let arrow = arrow(step, top + height + 30, lanes, frame);
    let page = step.calls.or(step.embeds).filter(|_| arrow.is_none());
    let lines = lines.into_iter().enumerate();
    let lines = lines.map(|(index, text)| Line { y: top + 22 + index * LINE, text });
    Drawn {
        number,
        left: from - BOX / 2,
        top,
        height,
        lines: lines.collect(),
        arrow,
        href: page.map(|id| frame.to(&places::page(frame.site.api.page(id)))),
    }
}

fn x_of(actor: Actor, lanes: &[Lane]) -> Option<usize> {
    lanes.iter().find(|it| it.actor == actor).map(|it| it.x)
}

/// What goes from one to another in a step: a call to the API, an object to the merchant's page.
fn arrow(step: &Step, y: usize, lanes: &[Lane], frame: &Frame<'_>) -> Option<Arrow> {
    let api = frame.site.api;
    let page = api.page(step.calls.or(step.embeds)?);
    let called = page.endpoint.as_ref().filter(|_| step.calls.is_some());
    let other = if called.is_some() { Actor::Api } else { Actor::Client };
    let (from, to) = (x_of(step.actor, lanes)?, x_of(other, lanes)?);
    let (text, answer) = match (called, &page.embeds) {
        (Some(endpoint), _) => (call(endpoint), Some(answer(endpoint, frame))),
        (None, Some(embedded)) => (api.object(embedded.object).name.clone(), None),
        (None, None) => return None,
    };
    let label = Label { text: shortened(&text), href: Some(frame.to(&places::page(page))) };
    (from != to).then_some(Arrow { from, to, y, label, answer })
}

fn call(endpoint: &Endpoint) -> String {
    format!("{} {}", endpoint.method, endpoint.template)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(CALL) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn answer(endpoint: &Endpoint, frame: &Frame<'_>) -> Label {
    let api = frame.site.api;
    let status = endpoint.success.map(|it| it.to_string());
    let object = endpoint.answer.map(|id| api.object(id).name.clone());
    let words: Vec<String> = status.into_iter().chain(object).collect();
    let href = endpoint.answer.map(|id| frame.to(&places::object(id, api)));
    Label { text: shortened(&words.join(" ")), href }
}

/// Lines of at most so many characters, broken between words where that is possible.
fn broken(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut count = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if count > 0 && count + 1 + length > most {
            lines.push(String::new());
            count = 0;
        } else if count > 0 {
            push(&mut lines, ' ');
            count += 1;
        }
        for character in word.chars() {
            if count == most {
                lines.push(String::new());
                count = 0;
            }
            push(&mut lines, character);
            count += 1;
        }
    }
    lines
}

fn push(lines: &mut [String], character: char) {
    if let Some(line) = lines.last_mut() {
        line.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn lines_are_broken_between_words_or_within_one_that_is_too_long() {
        assert_eq!(broken("one two three", 7), ["one two", "three"]);
        assert_eq!(broken("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(broken("", 3), [""]);
    }
}
