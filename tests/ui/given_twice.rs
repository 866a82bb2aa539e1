//! A row is given twice.

use smartpay_client::ListPaymentSeries;

fn list() {
    let _ = ListPaymentSeries::builder().page(1).page(2).build();
}

fn main() {}
