//! Reads cases from a file and prints for each whether a client stops it: `true` where the request
//! cannot be made, is refused by the client's own validation, or leaves without what is wrong in it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn main() {
    let file = std::env::args().nth(1).expect("the file of the cases");
    let text = std::fs::read_to_string(file).expect("it is read");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("it is JSON");
    let stopped: Vec<bool> = cases.iter().map(stops).collect();
    println!("{}", serde_json::to_string(&stopped).expect("it is written"));
}

fn is_stopped<T: Serialize + DeserializeOwned>(case: &Value, goes: impl Fn(&T) -> bool) -> bool {
    let body = &case["body"];
    let Ok(request) = serde_json::from_value::<T>(body.clone()) else { return true };
    let Ok(sent) = serde_json::to_value(&request) else { return true };
    let places = case["changed"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let is_sent = places.into_iter().all(|place| sent.pointer(place) == body.pointer(place));
    !is_sent || !goes(&request)
}
