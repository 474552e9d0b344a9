//! A compiled formula: steps for a stack machine, the names they load, and the terms of the sum.

use std::ops::Range;

/// A compiled formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Program {
    pub(super) steps: Vec<(Step, Range<usize>)>,
    pub(super) names: Vec<String>,
    /// Every use of a name in the text, in order.
    pub(super) uses: Vec<(usize, Range<usize>)>,
    /// The terms that add up to the result.
    pub(super) terms: Vec<Term>,
}

/// One addend of the whole formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Term {
    pub(super) steps: Range<usize>,
    pub(super) span: Range<usize>,
    pub(super) sign: f64,
}

/// One step of the stack machine. Jumps are relative, so that a term can run by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    Push(f64),
    Load(usize),
    Negate,
    Not,
    Binary(&'static str),
    Call(&'static str, usize),
    /// Replaces the top by 1 or 0.
    Truth,
    /// Skips this many steps if the top is zero; takes the top away.
    SkipIfZero(usize),
    /// Skips this many steps.
    Skip(usize),
}
