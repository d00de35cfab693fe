//! The command `enface`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match enface::cli::run(std::env::args_os()) {
        enface::cli::Status::Clean => ExitCode::SUCCESS,
        enface::cli::Status::Flawed => ExitCode::from(1),
        enface::cli::Status::Unusable => ExitCode::from(2),
    }
}
