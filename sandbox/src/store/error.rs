//! Why a state could not be read or kept.

use http::StatusCode;

use crate::limits;

/// Why a state could not be read or kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// The file is no state of a sandbox, or cannot be written.
    #[error("{0}")]
    Disk(#[from] redb::Error),
    /// A record of the state cannot be read.
    #[error("a record of the state cannot be read: {0}")]
    Record(#[from] serde_json::Error),
    /// There is no room for another merchant or resource.
    #[error("the sandbox is full: {0}")]
    Full(&'static str),
    /// The text can be no merchant key.
    #[error("a merchant key has at most {most} bytes, and no NUL", most = limits::MERCHANT_KEY)]
    MerchantKey,
    /// The file was kept by the clock of the other kind of run, and time would jump.
    #[error("it was kept {kept}, and its times do not fit those of a run {now}")]
    Clock {
        /// How it was kept.
        kept: String,
        /// How it is opened.
        now: &'static str,
    },
    /// What is imported was exported by no sandbox.
    #[error("the state of {merchant} is none: {text}")]
    Import {
        /// The start of the merchant key.
        merchant: String,
        /// What is wrong with it.
        text: String,
    },
}

impl StateError {
    /// The status of an answer to a request that has failed for it.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Full(_) => StatusCode::INSUFFICIENT_STORAGE,
            Self::MerchantKey | Self::Import { .. } => StatusCode::BAD_REQUEST,
            Self::Disk(_) | Self::Record(_) | Self::Clock { .. } => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }
}
