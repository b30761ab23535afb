"""Every action of the registry has a test that presses its key and asserts on what came of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.tui.action import Action
from workbench.tui.actions import ACTIONS

TESTED_BY = {
    "verify": "test_one_key_decides_stores_and_goes_on",
    "dispute": "test_a_disputed_claim_asks_for_its_reason_and_is_one_entry",
    "unconfirm": "test_one_key_decides_stores_and_goes_on",
    "note": "test_a_reason_is_asked_for_in_one_line_and_stored",
    "edit_note": "test_a_note_is_written_in_the_analysts_editor",
    "settle": "test_d_settles_after_all_voices_were_read_and_undo_brings_them_back",
    "undo": "test_undo_and_redo_are_stored_and_said",
    "redo": "test_undo_and_redo_are_stored_and_said",
    "evidence": "test_evidence_is_filled_in_by_keys_kept_and_listed",
    "tags": "test_tags_are_typed_offered_and_stored",
    "confidence": "test_one_key_says_how_sure_one_is",
    "said": "test_that_it_was_said_is_judged_apart_and_refused_where_nobody_says_it",
    "history": "test_the_history_tells_all_that_was_done",
    "recut": "test_a_claim_is_narrowed_with_keys_and_undo_brings_it_back",
    "add_claim": "test_a_claim_is_added_by_drawing_over_its_words",
    "merge": "test_picked_claims_are_merged_and_two_speakers_are_refused",
    "withdraw": "test_a_claim_is_withdrawn_and_listed_as_left_out_until_it_is_promoted",
    "next_match": "test_keys_and_clicks_choose_a_past_claim",
    "previous_match": "test_keys_and_clicks_choose_a_past_claim",
    "accept": "test_m_accepts_the_chosen_past_claim_and_stores_it",
    "reject": "test_a_rejected_past_claim_sinks_below_the_others",
    "past_reason": "test_a_past_verdict_is_offered_as_a_reason_only_when_accepted_and_asked_for",
    "timeline": "test_a_figure_is_shown_in_the_order_of_the_dates_and_marked_where_it_moved",
    "pick": "test_picked_claims_are_tagged_by_one_entry",
    "pick_range": "test_several_claims_are_decided_by_one_entry_after_a_question",
    "pick_all": "test_one_undo_takes_all_back_and_one_redo_restores_them",
    "next": "test_keys_move_the_selection",
    "previous": "test_keys_move_the_selection",
    "next_page": "test_keys_move_the_selection",
    "previous_page": "test_keys_move_the_selection",
    "first": "test_keys_move_the_selection",
    "last": "test_keys_move_the_selection",
    "next_unreviewed": "test_w_goes_to_the_next_unreviewed_claim",
    "jump": "test_jumping_goes_to_the_claim_whose_letter_is_typed",
    "filter": "test_the_filter_lists_as_one_types_and_escape_lists_all_again",
    "saved_filters": "test_a_filter_is_saved_under_a_name_and_chosen_again",
    "clear": "test_the_filter_lists_as_one_types_and_escape_lists_all_again",
    "order": "test_c_lists_what_is_most_worth_checking_first",
    "search": "test_search_goes_by_meaning_too_when_the_model_is_there",
    "next_pane": "test_tab_goes_through_the_panes_and_back_to_the_list",
    "previous_pane": "test_tab_goes_through_the_panes_and_back_to_the_list",
    "turn": "test_enter_turns_through_the_panes_and_keys_stay_with_the_list",
    "left_out": "test_a_statement_that_was_left_out_is_promoted_with_enter",
    "overview": "test_the_figures_of_all_articles_are_shown",
    "larger_list": "test_the_list_beside_the_panes_is_given_room_too",
    "smaller_list": "test_the_list_beside_the_panes_is_given_room_too",
    "copy": "test_y_copies_the_claim_with_its_verdict",
    "copy_quote": "test_capital_y_copies_the_quote_with_its_place",
    "open_source": "test_o_opens_the_only_source_at_once",
    "blind": "test_b_ends_blind_mode_and_begins_it_again",
    "articles": "test_a_opens_the_list_of_articles",
    "report": "test_r_writes_the_report_and_says_where",
    "stop": "test_comparing_can_be_stopped_and_stays_so_in_that_order",
    "help": "test_help_names_every_key_and_closes",
    "command_palette": "test_the_palette_opens_and_offers_every_action",
    "quit": "test_what_was_decided_just_before_q_is_on_disk",
    "add_article": "test_a_file_is_added_listed_and_opened",
    "rename_article": "test_an_article_gets_another_title_and_its_former_one_again",
    "remove_article": "test_a_removed_article_goes_from_list_and_review_and_comes_back",
    "add_evidence": "test_evidence_is_filled_in_by_keys_kept_and_listed",
    "correct_evidence": "test_evidence_is_corrected_taken_off_and_put_back",
    "remove_evidence": "test_evidence_is_corrected_taken_off_and_put_back",
    "save_evidence": "test_evidence_is_corrected_taken_off_and_put_back",
    "next_found": "test_arrows_choose_a_result_and_escape_goes_back",
    "previous_found": "test_arrows_choose_a_result_and_escape_goes_back",
    "read_on": "test_a_past_claim_is_shown_with_its_history",
    "read_back": "test_a_past_claim_is_shown_with_its_history",
    "turn_verdict": "test_f_keys_turn_the_filters",
    "turn_since": "test_f_keys_turn_the_filters",
    "turn_origin": "test_f_keys_turn_the_filters",
    "remove_filter": "test_a_saved_filter_is_removed",
    "word_on": "test_a_claim_is_split_at_a_cut_that_moves",
    "word_back": "test_a_claim_is_narrowed_with_keys_and_undo_brings_it_back",
    "sentence_on": "test_a_claim_is_widened_by_a_sentence_and_says_who_speaks",
    "sentence_back": "test_a_claim_is_widened_by_a_sentence_and_says_who_speaks",
    "split": "test_a_claim_is_split_at_a_cut_that_moves",
    "join": "test_the_same_words_again_are_refused_and_nothing_is_stored",
    "reset": "test_the_same_words_again_are_refused_and_nothing_is_stored",
    "promote": "test_a_claim_is_withdrawn_and_listed_as_left_out_until_it_is_promoted",
}
"""The test that presses the action's key first of all."""

Module = dict[str, ast.AsyncFunctionDef | ast.FunctionDef]


def modules() -> Iterator[Module]:
    """Yield the functions of each file of tests beside this one."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield {
            node.name: node
            for node in tree.body
            if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
        }


MODULES = tuple(modules())


def pressed(name: str, module: Module) -> set[str]:
    """Return what a function, or one of its file that it calls, may press."""
    keys: set[str] = set()
    for node in ast.walk(module[name]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            keys.add(node.value)
        elif isinstance(node, ast.Starred) and isinstance(node.value, ast.Constant):
            keys |= set(str(node.value.value))
        elif isinstance(node, ast.Name) and node.id in module and node.id != name:
            keys |= pressed(node.id, module)
    return keys


def test_every_action_is_named_with_its_test() -> None:
    assert set(TESTED_BY) == {action.id for action in ACTIONS}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_its_test_is_there_presses_its_key_and_asserts(action: Action) -> None:
    name = TESTED_BY[action.id]
    (module,) = [one for one in MODULES if name in one]

    assert set(action.keys.split(",")) & pressed(name, module)
    assert any(isinstance(node, ast.Assert) for node in ast.walk(module[name]))
