//! Basic authentication (RFC 7617): the token that stands after `Basic `.

use zeroize::Zeroizing;

use crate::Secret;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of the header `Authorization`.
pub(crate) fn header(username: &Secret, password: &Secret) -> Secret {
    Secret::from(format!("Basic {}", token(username, password).expose()))
}

/// `base64(username:password)`, without a copy that is not wiped.
pub(crate) fn token(username: &Secret, password: &Secret) -> Secret {
    let (username, password) = (username.expose(), password.expose());
    let mut pair = Zeroizing::new(Vec::with_capacity(username.len() + password.len() + 1));
    pair.extend_from_slice(username.as_bytes());
    pair.push(b':');
    pair.extend_from_slice(password.as_bytes());
    Secret::from(base64(&pair))
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for (index, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let sextet = (bits >> shift & 0x3f) as usize;
            text.push(if index > chunk.len() { '=' } else { char::from(ALPHABET[sextet]) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("\u{ff}\u{3fe}?>", "w7/Pvj8+"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text, "{bytes:?}");
        }
    }

    #[test]
    fn the_token_is_that_of_rfc_7617() {
        let token = token(&"Aladdin".into(), &"open sesame".into());
        assert_eq!(token.expose(), "QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }
}
