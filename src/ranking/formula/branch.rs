//! The parts of a formula of which only one way is evaluated: `&&`, `||`, `? :` and `if`.

use std::ops::Range;

use super::FormulaError;
use super::compile::Compiler;
use super::program::Step;

const CHOICE: u8 = 1;

impl Compiler<'_> {
    pub(super) fn lazy(
        &mut self,
        sign: &str,
        left: Range<usize>,
        at: Range<usize>,
    ) -> Result<Range<usize>, FormulaError> {
        if self.depth == 1 {
            self.program.terms.clear();
        }
        if sign == "||" {
            self.push(Step::Not, at.clone());
        }
        let jump = self.push(Step::SkipIfZero(0), at.clone());
        let right = self.expression(if sign == "||" { 4 } else { 6 })?;
        self.push(Step::Truth, at.clone());
        let leave = self.push(Step::Skip(1), at.clone());
        self.land(jump);
        self.push(Step::Push(if sign == "||" { 1.0 } else { 0.0 }), at);
        self.land(leave);
        Ok(left.start..right.end)
    }

    pub(super) fn choice(&mut self, condition: Range<usize>, at: Range<usize>) -> Result<Range<usize>, FormulaError> {
        if self.depth == 1 {
            self.program.terms.clear();
        }
        let jump = self.push(Step::SkipIfZero(0), at.clone());
        self.expression(0)?;
        self.expect(":", "a choice needs both ways, like `risk > 5 ? 2 : 1`")?;
        let leave = self.push(Step::Skip(0), at);
        self.land(jump);
        let otherwise = self.expression(CHOICE)?;
        self.land(leave);
        Ok(condition.start..otherwise.end)
    }

    /// Compiles `if(condition, then, otherwise)`; only one of the two ways is evaluated.
    pub(super) fn lazy_arguments(&mut self) -> Result<(usize, usize), FormulaError> {
        let needs = "`if` takes a condition and two values, like `if(risk > 5, 2, 1)`";
        let at = self.span();
        self.expression(0)?;
        let jump = self.push(Step::SkipIfZero(0), at.clone());
        self.expect(",", needs)?;
        self.expression(0)?;
        let leave = self.push(Step::Skip(0), at);
        self.land(jump);
        self.expect(",", needs)?;
        self.expression(0)?;
        self.land(leave);
        Ok((3, self.expect(")", needs)?.end))
    }

    /// Lets a jump end at the next step.
    fn land(&mut self, jump: usize) {
        let distance = self.program.steps.len() - jump - 1;
        match &mut self.program.steps[jump].0 {
            Step::SkipIfZero(length) | Step::Skip(length) => *length = distance,
            _ => {}
        }
    }
}
