//! Objects within objects: those that contain themselves, and those that hold too much.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Object, Row};
use crate::diagnostics::{Code, Diagnostic};

use super::Checker;
use super::objects::nested;

/// How deep mandatory objects may lie in each other.
const MAX_DEPTH: usize = 32;

/// The most values that one value of an object may hold through its mandatory rows.
const MOST_VALUES: usize = 10_000;

impl Checker<'_> {
    /// Boxes the fields through which an object contains itself; reports objects that could
    /// never be built because all those fields are mandatory, or that nobody would build.
    pub(super) fn check_cycles(&mut self, objects: &mut [Object]) {
        let mandatory = |row: &Row| !row.optional;
        let mut reported = BTreeSet::new();
        let on_mandatory_cycles = on_cycles(objects, mandatory);
        for index in &on_mandatory_cycles {
            if !reported.contains(index)
                && let Some(way) = way_back(objects, *index, mandatory)
            {
                reported.extend(way.iter().map(|(object, _)| *object));
                self.report_cycle(*index, &way);
            }
        }
        if on_mandatory_cycles.is_empty() {
            self.check_sizes(objects);
        }
        let cyclic = on_cycles(objects, |_| true);
        for index in &cyclic {
            for row in &mut objects[*index].rows {
                let target = nested(std::slice::from_ref(row)).next().map(|(_, id)| id.0);
                let is_cyclic = target.is_some_and(|id| cyclic.binary_search(&id).is_ok());
                row.boxed = is_cyclic && !row.many;
            }
        }
    }

    fn report_cycle(&mut self, index: usize, way: &[(usize, &Row)]) {
        if let Some(declared) = self.objects.declared.get(index) {
            let name = &declared.name.value;
            let way: Vec<&str> = way.iter().map(|(_, row)| row.wire.as_str()).collect();
            let way = way.join(".");
            let message =
                format!("no `{name}` can be built: its mandatory `{way}` is a `{name}` again");
            let help = "make one of the rows optional";
            let cycle = Diagnostic::new(Code::MandatoryCycle, declared.name.span, message);
            self.found.add(cycle.help(help));
        }
    }

    /// Reports objects whose mandatory rows hold more than anybody would write. There are no
    /// cycles among them.
    fn check_sizes(&mut self, objects: &[Object]) {
        let mut sizes = vec![0_usize; objects.len()];
        let mut growing = BTreeSet::new();
        for _level in 0..=MAX_DEPTH {
            let size = |object: &Object| {
                let inner = nested(&object.rows).filter(|(row, _)| !row.optional && !row.many);
                inner.map(|(_, id)| sizes[id.0]).fold(object.rows.len(), usize::saturating_add)
            };
            let next: Vec<usize> = objects.iter().map(size).collect();
            let has_grown = |index: &usize| next[*index] > sizes[*index];
            growing = (0..objects.len()).filter(has_grown).collect();
            sizes = next;
        }
        let too_large = |index: &usize| sizes[*index] > MOST_VALUES || growing.contains(index);
        if let Some(index) = (0..self.objects.declared.len()).find(too_large) {
            let name = self.objects.declared[index].name;
            let message = format!("a `{}` holds mandatory objects without end", name.value);
            let help = format!(
                "make rows optional: mandatory objects lie at most {MAX_DEPTH} deep in each other, \
                 and hold at most {MOST_VALUES} values"
            );
            self.found.add(Diagnostic::new(Code::TooDeep, name.span, message).help(help));
        }
    }
}

/// The objects that lie on, or between, cycles of single-valued rows that `follows` accepts:
/// what is left when objects that lead nowhere, or come from nowhere, are taken away.
fn on_cycles(objects: &[Object], follows: impl Fn(&Row) -> bool) -> Vec<usize> {
    let mut edges: Vec<(usize, usize)> = Vec::new();
    for (from, object) in objects.iter().enumerate() {
        let rows = nested(&object.rows).filter(|(row, _)| !row.many && follows(row));
        edges.extend(rows.map(|(_, to)| (from, to.0)));
    }
    for _direction in 0..2 {
        edges = without_ends(edges, objects.len());
        edges = edges.into_iter().map(|(from, to)| (to, from)).collect();
    }
    let mut left: Vec<usize> = edges.into_iter().map(|(from, _)| from).collect();
    left.sort_unstable();
    left.dedup();
    left
}

/// The rows that `follows` accepts on the shortest way from an object to itself, each with its
/// object.
fn way_back(
    objects: &[Object],
    start: usize,
    follows: impl Fn(&Row) -> bool,
) -> Option<Vec<(usize, &Row)>> {
    let mut reached = vec![start];
    let mut came_by: BTreeMap<usize, (usize, &Row)> = BTreeMap::new();
    let mut next = 0;
    while !came_by.contains_key(&start) {
        let at = *reached.get(next)?;
        next += 1;
        for (row, to) in nested(&objects[at].rows).filter(|(row, _)| !row.many && follows(row)) {
            if let Entry::Vacant(entry) = came_by.entry(to.0) {
                entry.insert((at, row));
                reached.push(to.0);
            }
        }
    }
    let mut way = vec![*came_by.get(&start)?];
    while let Some((at, _)) = way.last().filter(|(at, _)| *at != start) {
        way.push(*came_by.get(at)?);
    }
    way.reverse();
    Some(way)
}

/// Takes away, again and again, the edges into nodes that no edge leaves.
fn without_ends(edges: Vec<(usize, usize)>, nodes: usize) -> Vec<(usize, usize)> {
    let mut leaving = vec![0_usize; nodes];
    let mut entering = vec![Vec::new(); nodes];
    for (from, to) in &edges {
        leaving[*from] += 1;
        entering[*to].push(*from);
    }
    let mut ends: Vec<usize> = (0..nodes).filter(|node| leaving[*node] == 0).collect();
    let mut next = 0;
    while let Some(end) = ends.get(next).copied() {
        next += 1;
        for from in &entering[end] {
            leaving[*from] -= 1;
            if leaving[*from] == 0 {
                ends.push(*from);
            }
        }
    }
    edges.into_iter().filter(|(_, to)| leaving[*to] > 0).collect()
}
