//! Lists: what the query chooses, page by page.

use std::cmp::Ordering;

use generator::api::behaviour::{Comparison, Filter};
use generator::api::{Part, Type};
use jiff::Timestamp;
use jiff::civil::Date;

use super::Call;
use crate::json::{Decimal, Json};
use crate::store::{Name, Resource, Work};
use crate::{judge, limits, time};

impl Call<'_> {
    /// One page of the resources that stand under the parents and that the filters choose.
    pub(super) fn list(&self, parents: &[Name], work: &Work<'_>) -> Json {
        let filters = self.given_filters();
        let asks_for_deleted = filters.iter().any(|(filter, _)| filter.is == Comparison::Given);
        let chosen = work.list(&self.object().name).filter(|it| {
            it.parents.ends_with(parents)
                && (asks_for_deleted || !it.deleted)
                && filters.iter().all(|(filter, value)| self.matches(filter, value, it))
        });
        let Some(paged) = &self.behaviour.paged else { return Json::Null };
        let first = u64::from(paged.first);
        let page = self.number(paged.number.as_deref()).unwrap_or(first).max(first);
        let size = self.number(paged.size.as_deref()).filter(|it| *it > 0);
        let size = size.unwrap_or(limits::DEFAULT_PAGE_SIZE).min(limits::PAGE_SIZE);
        let (skipped, mut count, mut items) =
            ((page - first).saturating_mul(size), 0_u64, Vec::new());
        let is_divided = paged.number.is_some();
        for resource in chosen {
            let is_here = count >= skipped && count - skipped < size;
            if is_here || !is_divided {
                items.push(self.shown(&resource.value));
            }
            count += 1;
        }
        let rows = [
            (&paged.number, page),
            (&paged.size, size),
            (&paged.count, count),
            (&paged.total, count.div_ceil(size)),
        ];
        let mut answer = Json::object([(paged.items.clone(), Json::List(items))]);
        for (name, number) in rows {
            name.iter().for_each(|name| answer.set(name, Json::number(number)));
        }
        match self.endpoint.answer {
            Some(id) => rows_alone(&answer, &self.api.object(id).rows),
            None => answer,
        }
    }

    /// The filters with their values. An unknown parameter and a wrong value are ignored, as
    /// documented.
    fn given_filters(&self) -> Vec<(&Filter, String)> {
        let rows = &self.endpoint.request.rows;
        let given = self.behaviour.filters.iter().filter_map(|filter| {
            let row = rows.iter().find(|row| row.wire == filter.asked)?;
            let value = match row.part {
                Part::Path => self.path.get(&row.wire)?,
                _ => &self.query.iter().find(|(name, _)| *name == row.wire)?.1,
            };
            judge::is_value(self.api, row, value).then(|| (filter, value.clone()))
        });
        given.collect()
    }

    fn number(&self, name: Option<&str>) -> Option<u64> {
        let name = name?;
        let number: i64 = self.query.iter().find(|(asked, _)| asked == name)?.1.parse().ok()?;
        number.try_into().ok()
    }

    fn matches(&self, filter: &Filter, value: &str, resource: &Resource) -> bool {
        let row = match resource.value.get(&filter.row) {
            None | Some(Json::Null) => None,
            Some(Json::Text(text) | Json::Number(text)) => Some(text.to_string()),
            Some(other) => Some(other.to_string()),
        };
        let ty = self.object().rows.iter().find(|it| it.wire == filter.row).map(|it| &it.ty);
        let ordering = || self.compare(ty, row.as_ref()?, value);
        match filter.is {
            Comparison::Given => row.is_some() == value.eq_ignore_ascii_case("true"),
            Comparison::Equal => ordering() == Some(Ordering::Equal),
            Comparison::AtMost => ordering().is_some_and(Ordering::is_le),
            Comparison::AtLeast => ordering().is_some_and(Ordering::is_ge),
        }
    }

    /// Compares two values of a row as its type has it: moments, numbers, truths, and all others as
    /// texts, byte by byte. `None` where one of them is no such value.
    fn compare(&self, ty: Option<&Type>, one: &str, other: &str) -> Option<Ordering> {
        let folded = |text: &str| text.to_ascii_lowercase();
        match ty {
            Some(Type::Date | Type::Timestamp | Type::OffsetDateTime) => {
                Some(moment(one)?.cmp(&moment(other)?))
            }
            Some(Type::Decimal | Type::Integer) => {
                Some(Decimal::read(one)?.cmp(&Decimal::read(other)?))
            }
            Some(Type::Boolean | Type::Flag(..)) => Some(folded(one).cmp(&folded(other))),
            Some(Type::Enum(id)) if self.api.enumeration(*id).ignore_case => {
                Some(folded(one).cmp(&folded(other)))
            }
            _ => Some(one.cmp(other)),
        }
    }
}

/// An instant; of a day the first one.
fn moment(text: &str) -> Option<Timestamp> {
    time::instant(text).or_else(|| time::start_of(text.parse::<Date>().ok()?))
}

/// The rows of the answer in its order; what a list knows beyond them is left out.
fn rows_alone(answer: &Json, rows: &[generator::api::Row]) -> Json {
    let known = rows
        .iter()
        .filter_map(|row| Some((row.wire.as_str().into(), answer.get(&row.wire)?.clone())));
    Json::Object(known.collect())
}
