//! `enface verify`: whether an edition, or what was kept of one, is what it says it is.

use super::Status;
use super::args::{Global, Verify};
use super::report::Report;
use crate::project::{self, Result};

mod again;
mod bag;
mod changes;
mod pdf;
mod verdict;

pub(super) fn run(command: &Verify, global: &Global, report: &mut Report) -> Result<Status> {
    if project::is_folder(&command.path) {
        bag::run(command, report)
    } else {
        match project::made(&command.path) {
            Ok(bytes) => pdf::run(&bytes, command, global, report),
            Err(unread) => pdf::unread(unread, command, report),
        }
    }
}
