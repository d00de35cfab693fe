//! `enface accept`: confirms that translations agree with their sources, or carries one over to another unit.

use super::args::{Accept, Global};
use super::report::{self, Report};
use super::translation::{only_messages, put_lock, source, translation};
use super::{Status, select};
use crate::catalog::accept::{self, Choice};
use crate::catalog::identifier;
use crate::catalog::state::State;
use crate::diagnostic::Diagnostic;
use crate::project::{Project, Result};

pub(super) fn run(command: &Accept, global: &Global, report: &Report) -> Result<Status> {
    let project = Project::open(global.folder())?;
    let mut diagnostics = Vec::new();
    let _alone = project.exclusive();
    for document in select(&project, std::slice::from_ref(&command.document))? {
        one(&project, document, command, report, &mut diagnostics)?;
    }
    report.complain(&diagnostics);
    Ok(report::status(&diagnostics))
}

fn one(
    project: &Project,
    document: &str,
    command: &Accept,
    report: &Report,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<()> {
    let Some(source) = source(project, document, diagnostics)? else { return Ok(()) };
    let lang = &command.lang;
    only_messages(&source, std::slice::from_ref(lang))?;
    let old = translation(project, document, lang, &source)?;
    let Some(messages) = old.messages.as_deref().filter(|_| *lang != source.document.lang) else {
        let message = format!("the document `{document}` has no translation in the language `{lang}`");
        return Err(Diagnostic::error("usage", message)
            .help(format!("`enface sync {document} --langs {lang}` begins one"))
            .into());
    };
    let accepted = match (command.from.as_slice(), command.ids.as_slice()) {
        ([], ids) => {
            let choice = match (command.all, command.revised) {
                (true, _) => Choice::All,
                (_, true) => Choice::Revised,
                _ => Choice::Ids(ids),
            };
            match accept::accept(&source.units, &old.catalog, choice) {
                Ok(accepted) => accepted,
                Err(wrong) => {
                    diagnostics.extend(wrong);
                    return Ok(());
                }
            }
        }
        (from, [to]) => accept::carry(&source.units, &old.catalog, from, to)?,
        _ => {
            let message = "`--from` carries translations over, to one unit";
            return Err(Diagnostic::error("usage", message).help("name one ID").into());
        }
    };
    let (messages_name, lock_name) =
        (project.translation_name(lang, document, "ftl"), project.translation_name(lang, document, "lock"));
    let before = put_lock(project, &lock_name, old.lock.as_ref(), &accepted.before)?;
    project.update(&messages_name, Some(messages), accepted.messages)?;
    put_lock(project, &lock_name, before.as_ref(), &accepted.after)?;
    let from = command.from.iter().map(|from| format!("`{from}`")).collect::<Vec<_>>().join(", ");
    for (id, state) in &accepted.units {
        report.say(&match (command.from.is_empty(), state) {
            (true, State::Fresh) => format!("{id}   was up to date"),
            (true, _) => format!("{id}   accepted"),
            (false, State::Fresh) => format!("{id}   has the translation of {from}"),
            (false, _) => format!(
                "{id}   has the translation of {from}; their sources differ: revise it, then `enface accept {document} --lang {lang} {}`",
                identifier::encode(id)
            ),
        });
    }
    if accepted.units.is_empty() {
        report.say("nothing to accept");
    }
    Ok(())
}
