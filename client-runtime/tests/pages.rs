//! Lists, page by page.

mod support;

use client_runtime::{Carried, Error, PagingError, TransportError, TransportFault};
use support::*;

fn page(number: i64, total: i64, items: &[u32]) -> Carried {
    let body = format!(r#"{{"page":{number},"totalPages":{total},"data":{items:?}}}"#);
    Ok(answer(200, &body))
}

fn asked(script: &Script) -> Vec<String> {
    let sent = script.sent();
    sent.iter().map(|(request, _)| request.uri().query().unwrap_or("").to_owned()).collect()
}

/// The items, and the error at the end, of both kinds of client.
fn read(pages: impl Fn() -> Vec<Carried>, from: Option<i64>) -> (Vec<u32>, Option<Error>, usize) {
    let (blocking, asynchronous) = (Script::new(pages()), Script::new(pages()));
    let request = ListOrders { page: from };
    let mut items = Vec::new();
    let mut error = None;
    for item in blocking.client().pages(&request) {
        match item {
            Ok(item) => items.push(item),
            Err(fault) => error = Some(fault),
        }
    }
    let mut stream = asynchronous.async_client().pages(&request);
    let mut other = Vec::new();
    block_on(async {
        while let Some(item) = stream.next().await {
            other.extend(item.ok());
        }
        assert!(stream.next().await.is_none());
    });
    assert_eq!((&other, asked(&blocking)), (&items, asked(&asynchronous)));
    let sent = blocking.sent().len();
    (items, error, sent)
}

#[test]
fn pages_are_counted_from_zero_up_to_the_last() {
    let pages = || vec![page(0, 3, &[1, 2]), page(1, 3, &[3]), page(2, 3, &[4])];
    let script = Script::new(pages());
    assert_eq!(script.client().pages(&ListOrders::default()).count(), 4);
    assert_eq!(asked(&script), ["page=0", "page=1", "page=2"]);
    let (items, error, sent) = read(pages, None);
    assert_eq!((items, error.is_none(), sent), (vec![1, 2, 3, 4], true, 3));
    let later = || vec![page(2, 3, &[4])];
    assert_eq!(read(later, Some(2)).0, [4]);
}

#[test]
fn a_list_without_items_is_one_request() {
    for total in [0, 1, 5, -1] {
        let (items, error, sent) = read(|| vec![page(0, total, &[])], None);
        assert_eq!((items.len(), error.is_none(), sent), (0, true, 1), "{total}");
    }
}

#[test]
fn a_number_of_pages_that_changes_is_followed() {
    let growing = || vec![page(0, 1 + 1, &[1]), page(1, 3, &[2]), page(2, 3, &[3])];
    assert_eq!(read(growing, None).0, [1, 2, 3]);
    let shrinking = || vec![page(0, 9, &[1]), page(1, 2, &[2])];
    assert_eq!(read(shrinking, None).0, [1, 2]);
    let emptied = || vec![page(0, 9, &[1]), page(1, 9, &[])];
    assert_eq!(read(emptied, None).0, [1]);
}

#[test]
fn an_api_that_gives_out_the_same_page_for_ever_is_found_out() {
    let (items, error, sent) = read(|| vec![page(0, 9, &[1]), page(0, 9, &[1])], None);
    assert_eq!((items, sent), (vec![1], 2));
    let Some(Error::Paging { source, .. }) = error else { panic!("{error:?}") };
    assert_eq!(source, PagingError::OtherPage { asked: 1, given: 0 });
}

#[test]
fn an_api_whose_pages_never_end_is_left() {
    let endless = Script::new([]).further(|| Ok(answer(200, r#"{"totalPages":99999,"data":[1]}"#)));
    let items: Vec<_> = endless.client().pages(&ListOrders::default()).collect();
    assert!(matches!(items.last(), Some(Err(Error::Paging { .. }))));
    assert_eq!(endless.sent().len(), 10_000);
}

#[test]
fn an_error_is_the_end() {
    let fault = || Err(TransportError::unknown(TransportFault::Lost));
    let (items, error, sent) =
        read(|| vec![page(0, 9, &[1]), fault(), fault(), fault(), page(1, 9, &[2])], None);
    assert_eq!((items, sent), (vec![1], 4));
    assert!(matches!(error, Some(Error::Transport { .. })), "{error:?}");
}

#[cfg(feature = "stream")]
#[test]
fn pages_are_a_stream() {
    use std::pin::Pin;

    use futures_core::Stream;

    fn boxed(pages: client_runtime::Pages<ListOrders>) -> Pin<Box<dyn Stream<Item = Item> + Send>> {
        Box::pin(pages)
    }
    type Item = Result<u32, Error>;
    let script = Script::new([page(0, 2, &[1]), page(1, 2, &[2])]);
    let mut stream = boxed(script.async_client().pages(&ListOrders::default()));
    let items = block_on(async {
        let mut items = Vec::new();
        while let Some(item) =
            std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await
        {
            items.push(item.unwrap());
        }
        items
    });
    assert_eq!(items, [1, 2]);
}
