//! The time of a call by each of the two.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    USER_AGENT,
};
use serde::Serialize;
use smartpay_client::service::credentials;
use smartpay_client::{Client, CreatePaymentSerie, PaymentSerie};

use crate::report::Section;
use crate::{sample, server};

const MERCHANT_KEY: &str = "73afeb44-432e-4b91-be37-a6b3d2fb7447";
const AUTHENTICATION_KEY: &str = "pass";
/// Of these two, as Basic authentication has it.
const BASIC: &str = "Basic NzNhZmViNDQtNDMyZS00YjkxLWJlMzctYTZiM2QyZmI3NDQ3OnBhc3M=";

/// What was measured for one number of callers. Times are microseconds for one call.
#[derive(Debug, Serialize)]
struct Measured {
    callers: usize,
    rounds: usize,
    calls_a_round: usize,
    client_us: f64,
    bare_us: f64,
    /// The median of each round's client time over its bare time.
    ratio: f64,
    /// The middle half of the rounds.
    ratio_quartiles: [f64; 2],
    /// The first decile of the client's times over that of bare reqwest's: what is little disturbed by
    /// whatever else the machine does.
    ratio_of_first_deciles: f64,
    /// The same as `ratio`, of the time that the callers' thread had the processor, with what the
    /// kernel did for it; `None` where the system does not tell (it is Linux that does).
    ratio_of_cpu: Option<f64>,
}

pub(crate) fn run(rounds: usize, calls: usize, json: bool) -> Result<()> {
    let all = measure_all(rounds, calls)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    println!("{}", section_of(&all)?.markdown());
    Ok(())
}

pub(crate) fn section() -> Result<Section> {
    section_of(&measure_all(60, 640)?)
}

fn section_of(all: &[Measured]) -> Result<Section> {
    let mut section = Section::new("call", "A call");
    let head = [
        "callers",
        "client",
        "bare reqwest",
        "overhead",
        "middle half of the rounds",
        "of the first deciles",
        "of processor time",
    ];
    section.table.head = head.map(str::to_owned).to_vec();
    section.table.rows = all.iter().map(row).collect();
    section.notes = vec![
        "A call of Create Payment Serie on loopback, by turns with bare reqwest, which sends the same bytes, \
         checks no rule and bounds no answer. Overhead: what the client takes more, in the median of the \
         rounds; then the middle half of them, the first decile of each one's times, and the time that the \
         callers' thread had the processor."
            .to_owned(),
    ];
    section.measured = serde_json::to_value(all)?;
    Ok(section)
}

fn row(it: &Measured) -> Vec<String> {
    let percent = |ratio: f64| format!("{:+.1} %", (ratio - 1.0) * 100.0);
    let [low, high] = it.ratio_quartiles.map(percent);
    vec![
        it.callers.to_string(),
        format!("{:.1} µs", it.client_us),
        format!("**{:.2}×** {:.1} µs", 1.0 / it.ratio, it.bare_us),
        percent(it.ratio),
        format!("{low} to {high} in {} rounds", it.rounds),
        percent(it.ratio_of_first_deciles),
        it.ratio_of_cpu.map_or_else(|| "unknown".to_owned(), percent),
    ]
}

fn measure_all(rounds: usize, calls: usize) -> Result<Vec<Measured>> {
    let address = server::start()?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let caller = Arc::new(Caller::new(&format!("http://{address}"))?);
    [1, 64]
        .into_iter()
        .map(|many| runtime.block_on(measure(&caller, many, rounds, calls)))
        .collect()
}

/// Rounds of both by turns, so that whatever else the machine does falls on both.
async fn measure(
    caller: &Arc<Caller>,
    callers: usize,
    rounds: usize,
    calls: usize,
) -> Result<Measured> {
    let each = calls / callers;
    // Connections are made and caches are warm before the clock runs.
    round(caller, callers, each, Way::Client).await?;
    round(caller, callers, each, Way::Bare).await?;
    let (mut client, mut bare) = (Vec::new(), Vec::new());
    let (mut ratios, mut ratios_of_cpu) = (Vec::new(), Vec::new());
    for index in 0..rounds {
        let mut time = [Duration::ZERO; 2];
        let mut cpu = [None; 2];
        let order =
            if index % 2 == 0 { [Way::Client, Way::Bare] } else { [Way::Bare, Way::Client] };
        for way in order {
            let before = cpu_time().await?;
            time[way as usize] = round(caller, callers, each, way).await?;
            let after = cpu_time().await?;
            cpu[way as usize] = after.zip(before).map(|(after, before)| after - before);
        }
        let [ours, theirs] = time.map(|it| it.as_secs_f64() * 1e6 / (each * callers) as f64);
        client.push(ours);
        bare.push(theirs);
        ratios.push(ours / theirs);
        if let [Some(ours), Some(theirs)] = cpu {
            ratios_of_cpu.push(ours / theirs);
        }
    }
    Ok(Measured {
        callers,
        rounds,
        calls_a_round: each * callers,
        client_us: quantile(&mut client, 0.5),
        bare_us: quantile(&mut bare, 0.5),
        ratio: quantile(&mut ratios, 0.5),
        ratio_quartiles: [quantile(&mut ratios, 0.25), quantile(&mut ratios, 0.75)],
        ratio_of_first_deciles: quantile(&mut client, 0.1) / quantile(&mut bare, 0.1),
        ratio_of_cpu: (!ratios_of_cpu.is_empty()).then(|| quantile(&mut ratios_of_cpu, 0.5)),
    })
}

/// The time that the callers' thread has had the processor, in nanoseconds.
async fn cpu_time() -> Result<Option<f64>> {
    let told = tokio::spawn(async { std::fs::read_to_string("/proc/thread-self/schedstat") });
    Ok(told.await?.ok().and_then(|text| text.split_whitespace().next()?.parse().ok()))
}

fn quantile(values: &mut [f64], at: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
    let index = ((values.len() - 1) as f64 * at).round() as usize;
    values[index]
}

#[derive(Debug, Clone, Copy)]
enum Way {
    Client,
    Bare,
}

/// So many callers at once, each with so many calls one after another.
async fn round(caller: &Arc<Caller>, callers: usize, each: usize, way: Way) -> Result<Duration> {
    let began = Instant::now();
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let caller = Arc::clone(caller);
            tokio::spawn(async move {
                for _ in 0..each {
                    let serie = match way {
                        Way::Client => caller.client().await?,
                        Way::Bare => caller.bare().await?,
                    };
                    std::hint::black_box(serie);
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(began.elapsed())
}

/// Makes the call by either.
struct Caller {
    request: CreatePaymentSerie,
    client: Client,
    bare: reqwest::Client,
    address: String,
}

impl Caller {
    fn new(base: &str) -> Result<Self> {
        let client = Client::builder(base)
            .credentials(credentials(MERCHANT_KEY, AUTHENTICATION_KEY))
            .build()?;
        // What a careful program without the client would set.
        let bare = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .http1_only()
            .referer(false)
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(90))
            .default_headers(headers())
            .build()?;
        let request = serde_json::from_str(sample::REQUEST)?;
        Ok(Self { request, client, bare, address: format!("{base}/payment-series/") })
    }

    async fn client(&self) -> Result<PaymentSerie> {
        self.client.create_payment_serie(&self.request).await.context("the client")
    }

    /// The same bytes on the wire, the same type out of the answer, and nothing else: no rule is
    /// checked, and an answer of any length is read.
    async fn bare(&self) -> Result<PaymentSerie> {
        let answer = self
            .bare
            .post(&self.address)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(serde_json::to_vec(&self.request)?)
            .send()
            .await?
            .error_for_status()?;
        Ok(serde_json::from_slice(&answer.bytes().await?)?)
    }
}

/// The headers that the client sends with every request.
fn headers() -> HeaderMap {
    HeaderMap::from_iter([
        (ACCEPT, HeaderValue::from_static("application/json")),
        (ACCEPT_LANGUAGE, HeaderValue::from_static("en-US")),
        (AUTHORIZATION, HeaderValue::from_static(BASIC)),
        (USER_AGENT, HeaderValue::from_static("smartpay-client/0.1.0")),
        (HeaderName::from_static("x-api-key"), HeaderValue::from_static(MERCHANT_KEY)),
    ])
}
