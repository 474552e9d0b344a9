//! A Pratt parser that turns tokens into steps for a stack machine, so that evaluating needs no
//! recursion. It also marks the terms of a sum at the top, which become the parts of a score.

use std::ops::Range;

use super::program::{Program, Step, Term};
use super::token::{Placed, Token, tokens};
use super::vocabulary::{self, binding};
use super::{FormulaError, MAX_DEPTH};

const UNARY: u8 = 13;

pub(super) struct Compiler<'a> {
    text: &'a str,
    tokens: Vec<Placed<'a>>,
    at: usize,
    pub(super) depth: usize,
    known: &'a [String],
    pub(super) program: Program,
}

/// Compiles a formula.
pub(super) fn compile(text: &str, known: &[String]) -> Result<Program, FormulaError> {
    let program = Program { steps: Vec::new(), names: Vec::new(), uses: Vec::new(), terms: Vec::new() };
    let tokens = tokens(text)?;
    let mut compiler = Compiler { text, tokens, at: 0, depth: 0, known, program };
    compiler.whole()?;
    Ok(compiler.program)
}

impl<'a> Compiler<'a> {
    fn whole(&mut self) -> Result<(), FormulaError> {
        if self.peek() == Token::End {
            let hint = "Write something like `impact / effort`.";
            return Err(FormulaError::new(0..self.text.len(), "the formula is empty", hint));
        }
        let span = self.expression(0)?;
        if self.peek() != Token::End {
            return Err(self.unexpected("the formula should end here, or go on with an operator"));
        }
        if self.program.terms.is_empty() {
            let steps = 0..self.program.steps.len();
            self.program.terms.push(Term { steps, span, sign: 1.0 });
        }
        Ok(())
    }

    /// Compiles operators that bind at least as tightly as `least`.
    pub(super) fn expression(&mut self, least: u8) -> Result<Range<usize>, FormulaError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("the formula nests deeper than {MAX_DEPTH} levels");
            let hint = "Take some of the brackets apart.";
            return Err(FormulaError::new(self.span(), message, hint));
        }
        let first = self.program.steps.len();
        let mut span = self.operand()?;
        while let Token::Sign(sign) = self.peek() {
            let Some((_, right)) = binding(sign).filter(|(left, _)| *left >= least) else {
                break;
            };
            let at = self.next().1;
            span = match sign {
                "?" => self.choice(span, at)?,
                "&&" | "||" => self.lazy(sign, span, at)?,
                _ => self.binary(sign, right, span, first)?,
            };
        }
        self.depth -= 1;
        Ok(span)
    }

    fn binary(
        &mut self,
        sign: &'static str,
        right: u8,
        left: Range<usize>,
        first: usize,
    ) -> Result<Range<usize>, FormulaError> {
        let middle = self.program.steps.len();
        let after = self.expression(right)?;
        let span = left.start..after.end;
        self.mark(sign, left, after, first..middle);
        self.push(Step::Binary(sign), span.clone());
        Ok(span)
    }

    /// Keeps the terms of the sum at the top up to date.
    fn mark(&mut self, sign: &str, left: Range<usize>, right: Range<usize>, steps: Range<usize>) {
        if self.depth != 1 {
            return;
        }
        let end = self.program.steps.len();
        let terms = &mut self.program.terms;
        let factor = match sign {
            "+" => 1.0,
            "-" => -1.0,
            _ => return terms.clear(),
        };
        let middle = steps.end;
        if terms.is_empty() {
            terms.push(Term { steps, span: left, sign: 1.0 });
        }
        terms.push(Term { steps: middle..end, span: right, sign: factor });
    }

    fn operand(&mut self) -> Result<Range<usize>, FormulaError> {
        let (token, span) = self.tokens[self.at].clone();
        if matches!(token, Token::End | Token::Sign(_)) && !matches!(token, Token::Sign("(" | "-" | "!")) {
            return Err(self.unexpected("a number, a field or a bracket should stand here"));
        }
        self.next();
        match token {
            Token::Number(value) => {
                self.push(Step::Push(value), span.clone());
                Ok(span)
            }
            Token::Name(name) if self.peek() == Token::Sign("(") => self.call(name, span),
            Token::Name(name) => self.load(name, span),
            Token::Sign("(") => {
                self.expression(0)?;
                let end = self.expect(")", "this bracket is never closed")?.end;
                Ok(span.start..end)
            }
            Token::Sign(_) | Token::End => {
                let inner = self.expression(UNARY)?;
                let step = if token == Token::Sign("-") { Step::Negate } else { Step::Not };
                self.push(step, span.start..inner.end);
                Ok(span.start..inner.end)
            }
        }
    }

    fn load(&mut self, name: &str, span: Range<usize>) -> Result<Range<usize>, FormulaError> {
        vocabulary::check_field(name, &span, self.known)?;
        let names = &mut self.program.names;
        let slot = names.iter().position(|known| known == name).unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
        self.program.uses.push((slot, span.clone()));
        self.push(Step::Load(slot), span.clone());
        Ok(span)
    }

    fn call(&mut self, name: &str, span: Range<usize>) -> Result<Range<usize>, FormulaError> {
        let (function, fewest, most) = vocabulary::function(name, &span)?;
        self.next();
        let (count, end) = if function == "if" { self.lazy_arguments()? } else { self.arguments()? };
        let span = span.start..end;
        if !(fewest..=most).contains(&count) {
            let wanted = match (fewest, most) {
                (1, 1) => "1 argument".to_owned(),
                (fewest, most) if fewest == most => format!("{most} arguments"),
                (fewest, most) => format!("{fewest} to {most} arguments"),
            };
            let message = format!("`{name}` takes {wanted}, here are {count}");
            return Err(FormulaError::new(span, message, "Add or take out arguments."));
        }
        if function != "if" {
            self.push(Step::Call(function, count), span.clone());
        }
        Ok(span)
    }

    fn arguments(&mut self) -> Result<(usize, usize), FormulaError> {
        let mut count = 0;
        if self.peek() == Token::Sign(")") {
            return Ok((0, self.next().1.end));
        }
        loop {
            self.expression(0)?;
            count += 1;
            if self.peek() != Token::Sign(",") {
                break;
            }
            self.next();
        }
        Ok((count, self.expect(")", "the arguments should end with `)`")?.end))
    }

    pub(super) fn peek(&self) -> Token<'a> {
        self.tokens[self.at].0
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.tokens[self.at].1.clone()
    }

    pub(super) fn next(&mut self) -> Placed<'a> {
        let token = self.tokens[self.at].clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    pub(super) fn expect(&mut self, sign: &'static str, why: &str) -> Result<Range<usize>, FormulaError> {
        if self.peek() == Token::Sign(sign) {
            return Ok(self.next().1);
        }
        Err(self.unexpected(why))
    }

    fn unexpected(&self, why: &str) -> FormulaError {
        let span = self.span();
        let found = match self.peek() {
            Token::End => "the formula ends too early".to_owned(),
            _ => format!("unexpected `{}`", &self.text[span.clone()]),
        };
        FormulaError::new(span, found, format!("Mend this place: {why}."))
    }

    pub(super) fn push(&mut self, step: Step, span: Range<usize>) -> usize {
        self.program.steps.push((step, span));
        self.program.steps.len() - 1
    }
}
