//! Where a check is: the way from the root to the value, kept on the stack and written out as a
//! JSON Pointer only when there is a violation to report.

/// A step of the way, linked to the one before it. Validating a correct value must not allocate,
/// so the way is a list of borrowed names and not a growing text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place<'p> {
    /// The part of the request as a whole.
    Root,
    /// A key of the object at `parent`.
    Key { parent: &'p Place<'p>, name: &'p str },
    /// An item of the list at `parent`, counted from zero.
    Index { parent: &'p Place<'p>, index: usize },
}

impl Place<'_> {
    /// This place as a JSON Pointer (RFC 6901).
    pub(crate) fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.write(&mut pointer);
        pointer
    }

    fn write(&self, pointer: &mut String) {
        match self {
            Place::Root => {}
            Place::Key { parent, name } => {
                parent.write(pointer);
                push_key(pointer, name);
            }
            Place::Index { parent, index } => {
                parent.write(pointer);
                push_key(pointer, &index.to_string());
            }
        }
    }
}

/// Appends one key to a JSON Pointer, escaped as RFC 6901 wants it.
pub(crate) fn push_key(pointer: &mut String, name: &str) {
    pointer.push('/');
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_leads_from_the_root_to_the_value() {
        let list = Place::Key { parent: &Place::Root, name: "items" };
        let item = Place::Index { parent: &list, index: 10 };
        let field = Place::Key { parent: &item, name: "name" };
        assert_eq!(Place::Root.pointer(), "");
        assert_eq!(field.pointer(), "/items/10/name");
    }

    #[test]
    fn tilde_and_slash_are_escaped() {
        let odd = Place::Key { parent: &Place::Root, name: "a/b~c~1" };
        assert_eq!(odd.pointer(), "/a~1b~0c~01");
        assert_eq!(Place::Key { parent: &Place::Root, name: "" }.pointer(), "/");
    }
}
