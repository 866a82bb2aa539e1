//! From a method and a path to an endpoint.

use std::borrow::Cow;
use std::collections::BTreeMap;

use generator::api::{Api, Endpoint, Page};
use percent_encoding::percent_decode_str;

/// The endpoints of an API, by the pieces of their paths.
#[derive(Debug)]
pub(crate) struct Router {
    routes: Vec<Route>,
}

#[derive(Debug)]
struct Route {
    method: String,
    pieces: Vec<Piece>,
    page: usize,
}

#[derive(Debug)]
enum Piece {
    Literal(String),
    Parameter(String),
}

/// What a method and a path lead to.
#[derive(Debug)]
pub(crate) enum Found {
    /// The page of the endpoint, and the values of the path's rows.
    Endpoint(usize, BTreeMap<String, String>),
    /// The path is known, with other methods.
    OtherMethods(String),
    Nothing,
}

impl Router {
    pub(crate) fn new(api: &Api) -> Self {
        let endpoints = api.pages.iter().enumerate();
        let routes = endpoints.filter_map(|(page, it)| {
            let endpoint = it.endpoint.as_ref()?;
            let piece = |piece: &str| match piece.strip_prefix('{') {
                Some(name) => Piece::Parameter(name.trim_end_matches('}').to_owned()),
                None => Piece::Literal(piece.to_owned()),
            };
            let pieces = pieces(&endpoint.template).map(piece).collect();
            Some(Route { method: endpoint.method.clone(), pieces, page })
        });
        let mut routes: Vec<Route> = routes.collect();
        // A literal piece wins over a parameter at the same place.
        routes.sort_by_key(|route| route.pieces.iter().map(is_parameter).collect::<Vec<_>>());
        Self { routes }
    }

    /// Finds the endpoint. A slash at the end of a path makes no difference, since the pages
    /// print the same paths with and without one.
    pub(crate) fn find(&self, method: &str, path: &str) -> Found {
        let decoded = pieces(path).map(|piece| percent_decode_str(piece).decode_utf8().ok());
        let Some(asked) = decoded.collect::<Option<Vec<Cow<'_, str>>>>() else {
            return Found::Nothing;
        };
        let mut methods: Vec<&str> = Vec::new();
        for route in &self.routes {
            let Some(values) = route.values(&asked) else { continue };
            if route.method == method {
                return Found::Endpoint(route.page, values);
            }
            methods.push(&route.method);
        }
        if methods.is_empty() { Found::Nothing } else { Found::OtherMethods(methods.join(", ")) }
    }
}

impl Route {
    fn values(&self, asked: &[Cow<'_, str>]) -> Option<BTreeMap<String, String>> {
        if asked.len() != self.pieces.len() {
            return None;
        }
        let mut values = BTreeMap::new();
        let pairs = || self.pieces.iter().zip(asked);
        if pairs().any(|(piece, text)| matches!(piece, Piece::Literal(it) if it != text)) {
            return None;
        }
        for (piece, text) in pairs() {
            if let Piece::Parameter(name) = piece {
                values.insert(name.clone(), text.clone().into_owned());
            }
        }
        Some(values)
    }
}

fn is_parameter(piece: &Piece) -> bool {
    matches!(piece, Piece::Parameter(_))
}

fn pieces(path: &str) -> impl Iterator<Item = &str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.strip_suffix('/').unwrap_or(path).split('/')
}

/// The endpoint of a page that the router has found.
pub(crate) fn endpoint(api: &Api, page: usize) -> Option<(&Page, &Endpoint)> {
    let page = api.pages.get(page)?;
    Some((page, page.endpoint.as_ref()?))
}
