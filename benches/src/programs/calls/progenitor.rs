compile_error!("not written");
