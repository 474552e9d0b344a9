//! What templates are given: typed views, with every figure already in words.
//!
//! In: items and their analysis. Out: values that serialise to what `templates/` lay out. Templates compute nothing.

mod about;
mod agreement;
mod bar;
mod bar_svg;
mod cascade;
mod change;
mod drawing;
mod epic_row;
mod extra;
mod finding;
pub(super) mod flow;
mod history;
mod ladder;
mod missing;
mod outcome_row;
mod outcome_table;
mod pair_bar;
mod parts;
mod promise;
mod quadrant;
mod reading_line;
mod said;
mod score;
mod table;
mod times;

pub(super) use about::{About, refer, refer_field};
pub(super) use agreement::{agreement_standing, agreement_state, late_words, stale_words};
pub(super) use bar::{Bar, Room, outcome_bar, status_class};
pub(super) use cascade::{
    KeyResultNode, ObjectiveNode, Unserved, key_result_nodes, lines, objective_node, score_words,
};
pub(super) use change::{Change, change_of, change_title, entered, since};
pub(super) use drawing::{data_table, framed};
pub(super) use epic_row::{EpicTable, Rows, one_line};
pub(super) use extra::extra_fields;
pub(super) use finding::{Finding, write_findings};
pub(super) use history::{Notice, Words, doubts_link, known_note, limit_note, limit_words, repairs};
pub(super) use ladder::{ladder_chart, measured_ladder};
pub(super) use missing::missing;
pub(super) use outcome_row::{OutcomeRow, outcome_anchors, outcome_ids, outcome_rows, write_outcomes};
pub(super) use outcome_table::{OutcomeTable, StateCount, outcome_link, state_counts};
pub(super) use pair_bar::pair_bar;
pub(super) use parts::{Card, Chart, Field, Heading, Link, NavItem, NavSection, Pagination, State, Tools, WorkType};
pub(super) use promise::{against_words, change_words, move_fields, moved_words, promises_note};
pub(super) use quadrant::quadrant_chart;
pub(super) use said::{Headline, Said, link_list};
pub(super) use score::{Score, ScoreCard, entry_text, score_bar, score_card, stability};
pub(super) use table::{Cell, Table};
pub(super) use times::{Stay, Times};
