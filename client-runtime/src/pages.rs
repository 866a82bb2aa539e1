//! All items of a list that the API gives out page by page.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::transport::BoxFuture;
use crate::{BlockingClient, Client, Endpoint, Error};

/// An endpoint that lists something page by page, counted from zero.
pub trait PagedEndpoint: Endpoint + Clone + Send + Sync + 'static {
    /// What is listed.
    type Item: Send + 'static;

    /// The page that is asked for, if the request names one.
    fn page(&self) -> Option<i64>;

    /// Asks for a page.
    fn set_page(&mut self, page: i64);

    /// Takes an answer apart.
    fn split(answer: Self::Answer) -> Page<Self::Item>;
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// Which page this is, counted from zero, if the API tells.
    pub number: Option<i64>,
    /// How many pages there are at this moment.
    pub total_pages: i64,
    /// The items of this page.
    pub items: Vec<T>,
}

/// What is wrong with the pages of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PagingError {
    /// The API gave out another page than the one that was asked for: going on would repeat items
    /// or leave some out.
    #[error("page {asked} was asked for and page {given} came")]
    OtherPage {
        /// The page that was asked for.
        asked: i64,
        /// The page that came.
        given: i64,
    },
    /// There are more pages than are read. Narrow the list down by its filters.
    #[error("there are more than {limit} pages")]
    TooMany {
        /// How many pages are read.
        limit: u32,
    },
}

/// How many pages of one list are read: an API whose number of pages grows with each answer must
/// not hold its caller for ever.
const LIMIT: u32 = 10_000;

/// Where a walk through the pages is.
struct Walk<E: PagedEndpoint> {
    request: E,
    page: i64,
    read: u32,
    ended: bool,
    items: VecDeque<E::Item>,
}

impl<E: PagedEndpoint> Walk<E> {
    fn new(request: E) -> Self {
        let page = request.page().unwrap_or(0);
        Walk { request, page, read: 0, ended: false, items: VecDeque::new() }
    }

    /// How far it is; neither the request nor the items.
    fn debug(&self, f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
        f.debug_struct(name)
            .field("operation", &E::OPERATION.name)
            .field("page", &self.page)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }

    /// The request of the next page, unless the walk is over.
    fn next_request(&mut self) -> Option<Result<E, Error>> {
        if self.ended {
            return None;
        }
        if self.read >= LIMIT {
            self.ended = true;
            return Some(Err(fault::<E>(PagingError::TooMany { limit: LIMIT })));
        }
        let mut request = self.request.clone();
        request.set_page(self.page);
        Some(Ok(request))
    }

    /// Takes an answer in. The newest number of pages counts, and a page without items is behind
    /// the last one, whatever that number says.
    fn take(&mut self, answer: Result<E::Answer, Error>) -> Result<(), Error> {
        // Whatever happens below, an error is the end.
        self.ended = true;
        let page = E::split(answer?);
        if let Some(given) = page.number.filter(|given| *given != self.page) {
            return Err(fault::<E>(PagingError::OtherPage { asked: self.page, given }));
        }
        self.page = self.page.saturating_add(1);
        self.read += 1;
        self.ended = page.items.is_empty() || self.page >= page.total_pages;
        self.items.extend(page.items);
        Ok(())
    }
}

fn fault<E: PagedEndpoint>(source: PagingError) -> Error {
    Error::Paging { operation: E::OPERATION.name, source }
}

/// All items of a list as an iterator; from [`BlockingClient::pages`].
///
/// It asks for the next page when the items of the last one are used up, goes by the newest number
/// of pages, and ends after the last page or the first error. A list that changes while it is read
/// may repeat an item or leave one out, for pages are counted anew by the API each time.
#[must_use]
pub struct BlockingPages<E: PagedEndpoint> {
    client: BlockingClient,
    walk: Walk<E>,
}

impl<E: PagedEndpoint> BlockingPages<E> {
    pub(crate) fn new(client: BlockingClient, request: E) -> Self {
        BlockingPages { client, walk: Walk::new(request) }
    }
}

impl<E: PagedEndpoint> Iterator for BlockingPages<E> {
    type Item = Result<E::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.walk.items.pop_front() {
                return Some(Ok(item));
            }
            let request = match self.walk.next_request()? {
                Ok(request) => request,
                Err(error) => return Some(Err(error)),
            };
            if let Err(error) = self.walk.take(self.client.send(&request)) {
                return Some(Err(error));
            }
        }
    }
}

/// All items of a list as an async stream; from [`Client::pages`].
///
/// Use [`next`](Pages::next), or with the feature `stream` the combinators of any crate for
/// `futures_core::Stream`. It walks as [`BlockingPages`] does.
#[must_use]
pub struct Pages<E: PagedEndpoint> {
    client: Client,
    walk: Walk<E>,
    under_way: Option<BoxFuture<'static, Result<E::Answer, Error>>>,
}

impl<E: PagedEndpoint> Pages<E>
where
    E::Answer: Send,
{
    /// The next item; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<E::Item, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<E::Item, Error>>> {
        loop {
            if let Some(item) = self.walk.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            let future = match &mut self.under_way {
                Some(future) => future,
                none => {
                    let request = match self.walk.next_request() {
                        Some(Ok(request)) => request,
                        other => return Poll::Ready(other.and_then(Result::err).map(Err)),
                    };
                    let client = self.client.clone();
                    none.insert(Box::pin(async move { client.send(&request).await }))
                }
            };
            let Poll::Ready(answer) = Pin::new(future).poll(context) else { return Poll::Pending };
            self.under_way = None;
            if let Err(error) = self.walk.take(answer) {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

impl<E: PagedEndpoint> Pages<E> {
    pub(crate) fn new(client: Client, request: E) -> Self {
        Pages { client, walk: Walk::new(request), under_way: None }
    }
}

impl<E: PagedEndpoint> Unpin for Pages<E> {}

impl<E: PagedEndpoint> fmt::Debug for Pages<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.walk.debug(f, "Pages")
    }
}

impl<E: PagedEndpoint> fmt::Debug for BlockingPages<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.walk.debug(f, "BlockingPages")
    }
}

#[cfg(feature = "stream")]
impl<E: PagedEndpoint> futures_core::Stream for Pages<E>
where
    E::Answer: Send,
{
    type Item = Result<E::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}
