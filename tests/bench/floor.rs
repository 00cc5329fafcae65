//! What no renderer can be faster than: reading the tokens of the input, all before anything is written, and writing the output's
//! bytes.
//!
//! `floor parse IN` | `floor stream IN OUTPUT` | `floor files IN OUTPUT DIR`; OUTPUT: what one input renders to, in files.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a measurement")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let inputs = files(Path::new(&arguments[2]));
    let texts =
        || files(Path::new(&arguments[3])).iter().map(|file| fs::read(file).unwrap()).collect::<Vec<_>>();
    inputs.par_iter().for_each(|input| {
        let text = fs::read_to_string(input).unwrap();
        assert!(saphyr_parser::Parser::new_from_str(&text).all(|event| event.is_ok()));
    });
    match arguments[1].as_str() {
        "parse" => {}
        "stream" => {
            let (texts, mut out) = (texts(), std::io::stdout().lock());
            for _ in inputs {
                texts.iter().for_each(|text| out.write_all(text).unwrap());
            }
        }
        "files" => {
            let (texts, folder) = (texts(), Path::new(&arguments[4]));
            fs::create_dir_all(folder).unwrap();
            (0..inputs.len()).into_par_iter().for_each(|n| {
                for (part, text) in texts.iter().enumerate() {
                    fs::write(folder.join(format!("{n}-{part}")), text).unwrap();
                }
            });
        }
        other => panic!("{other}"),
    }
}
