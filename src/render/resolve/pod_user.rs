//! Whose user the pods have, by annotation.

use super::codes;
use crate::diagnostic::Diagnostic;
use crate::k8s::labels::{ALLOW_UNRESTRICTED_PODS, POD_USER};
use crate::model::Text;
use crate::model::conventions::{PodUser, Security};

/// What leaves it to the namespace.
const ASSIGNED: &str = "assigned";

/// What pods may do, by the annotations.
pub fn security(
    user: Option<&Text>,
    unrestricted: Option<&Text>,
    way: Security,
    found: &mut Vec<Diagnostic>,
) -> Security {
    let Some(text) = user else {
        return if unrestricted.is_some() { Security::Users } else { way };
    };
    let security = match read(text.value.trim()) {
        Ok(user) => Security::Restricted(user),
        Err(wrong) => {
            let message = format!("{POD_USER}: `{}` {wrong}", text.value.escape_debug());
            let help = "write `assigned` where the namespace assigns one, as OpenShift does, or the number of the image's own user";
            found.push(Diagnostic::error(codes::ANNOTATION, text.span, message).help(help));
            way
        }
    };
    if unrestricted.is_some() {
        let message = format!("{POD_USER} has no effect beside {ALLOW_UNRESTRICTED_PODS}");
        found.push(
            Diagnostic::error(codes::ANNOTATION_TWICE, text.span, message).help("keep the one that is meant"),
        );
        return Security::Users;
    }
    match way {
        // The operator's pods say nothing of it.
        Security::Users => way,
        Security::Restricted(_) => security,
    }
}

fn read(text: &str) -> Result<PodUser, &'static str> {
    if text == ASSIGNED {
        return Ok(PodUser::Assigned);
    }
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<i32>() {
        Ok(0) => Err("is root, whom `restricted` does not admit"),
        Ok(number) if is_number => Ok(PodUser::Number(number)),
        _ => Err("is no user"),
    }
}
