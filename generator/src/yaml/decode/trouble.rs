//! What could not be read so far: reported, and left out of the next attempt.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::yaml::{Kind, Node};

/// Shared by the decoders of one file.
pub(super) struct Trouble<'d> {
    found: RefCell<&'d mut Diagnostics>,
    /// The nodes that are left out, by id.
    unreadable: RefCell<BTreeSet<u32>>,
    /// The keys whose values are left out.
    lost: RefCell<&'d mut BTreeSet<String>>,
}

impl<'d> Trouble<'d> {
    pub(super) fn new(found: &'d mut Diagnostics, lost: &'d mut BTreeSet<String>) -> Self {
        Self {
            found: RefCell::new(found),
            unreadable: RefCell::default(),
            lost: RefCell::new(lost),
        }
    }

    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().add(diagnostic);
    }

    /// Leaves a node out; `false` when it was left out already.
    pub(super) fn leave_out(&self, id: u32) -> bool {
        self.unreadable.borrow_mut().insert(id)
    }

    pub(super) fn is_unreadable(&self, node: &Node) -> bool {
        self.unreadable.borrow().contains(&node.id)
    }

    /// Notes that the value of a key could not be read.
    pub(super) fn lose(&self, key: &str) {
        self.lost.borrow_mut().insert(key.to_owned());
    }

    /// Notes the keys of all values of which something was left out.
    pub(super) fn note_lost(&self, node: &Node, key: Option<&str>) {
        if let Some(key) = key.filter(|_| self.is_unreadable(node)) {
            self.lose(key);
        }
        match &node.kind {
            Kind::Scalar { .. } => {}
            Kind::List(nodes) => nodes.iter().for_each(|it| self.note_lost(it, key)),
            Kind::Map(entries) => {
                entries.iter().for_each(|(key, value)| self.note_lost(value, key.text()));
            }
        }
    }
}
