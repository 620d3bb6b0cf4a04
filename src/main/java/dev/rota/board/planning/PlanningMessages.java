package dev.rota.board.planning;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said about planning shifts, in English; German is in {@code messages/planning_de.properties}. */
@MessageBundle("planning")
public interface PlanningMessages {

    @Message("New shift")
    String new_shift();

    @Message("Shift")
    String shift();

    @Message("Open shift")
    String open_shift();

    @Message("Close")
    String close();

    @Message("Day")
    String day();

    @Message("Start")
    String start();

    @Message("End")
    String end();

    @Message("Length")
    String length();

    @Message("Status")
    String status();

    @Message("Notes")
    String notes();

    @Message("Reason to accept warnings")
    String reason();

    @Message("Clock of the place")
    String zone();

    @Message("As other shifts at this place")
    String zone_of_place();

    @Message("In use")
    String zones_known();

    @Message("Others")
    String zones_other();

    @Message("Nobody: an open shift")
    String nobody();

    @Message("Publish at once")
    String publish_at_once();

    @Message("Plan it")
    String plan();

    @Message("Save")
    String save();

    @Message("Cancel the shift")
    String cancel_shift();

    @Message("Undo")
    String undo();

    @Message("Undo the last change")
    String undo_last();

    @Message("Do it all the same")
    String all_the_same();

    @Message("Show the shift")
    String show_shift();

    @Message("Accept")
    String accept();

    @Message("Accept with a reason:")
    String accept_reason();

    @Message("(next day)")
    String next_day();

    @Message("Field")
    String field();

    @Message("Yours")
    String yours();

    @Message("Now")
    String theirs();

    @Message("kept below")
    String kept();

    @Message("on your clock")
    String your_clock();

    @Message("yes")
    String yes();

    @Message("no")
    String no();

    @Message("nothing")
    String nothing();

    @Message("History")
    String history();

    @Message("Something cannot be read.")
    String not_valid();

    @Message("Somebody else has changed this shift meanwhile. This is how it is now; look at it and try again.")
    String stale();

    @Message("This cannot be undone any more, because the shift was changed since.")
    String undo_stale();

    @Message("A publication cannot be undone: change the shift, and publish it again.")
    String undo_impossible();

    @Message("Choose a person.")
    String fault_who();

    @Message("Only the first 2,000 people are listed here. For anybody else, plan the shift in their row of the table.")
    String more_people();

    @Message("Enter a day.")
    String fault_day();

    @Message("Enter a time, such as 08:00.")
    String fault_time();

    @Message("Enter a place.")
    String fault_place();

    @Message("This place is new: choose its clock.")
    String fault_zone();

    @Message("Enter a role.")
    String fault_role();

    @Message("This text is not possible.")
    String fault_text();

    @Message("Person")
    String field_who();

    @Message("Day")
    String field_day();

    @Message("Start")
    String field_start();

    @Message("End")
    String field_end();

    @Message("Clock of the place")
    String field_zone();

    @Message("Place")
    String field_place();

    @Message("Role")
    String field_role();

    @Message("Notes")
    String field_notes();

    @Message("Reason")
    String field_reason();

    @Message("Person")
    String history_assignee();

    @Message("Start")
    String history_start();

    @Message("End")
    String history_end();

    @Message("Clock of the place")
    String history_zone();

    @Message("Place")
    String history_location();

    @Message("Role")
    String history_role();

    @Message("Notes")
    String history_notes();

    @Message("Reason to accept warnings")
    String history_overrideReason();

    @Message("Claimed by the person")
    String history_claimed();

    @Message("Status")
    String history_status();

    @Message("Something else")
    String history_other();

    @Message("planned it")
    String kind_CREATED();

    @Message("changed it")
    String kind_UPDATED();

    @Message("published it")
    String kind_PUBLISHED();

    @Message("cancelled it")
    String kind_CANCELLED();

    @Message("Draft")
    String status_DRAFT();

    @Message("Published")
    String status_PUBLISHED();

    @Message("Cancelled")
    String status_CANCELLED();

    @Message("Not known")
    String status_null();

    @Message("The shift is planned.")
    String said_created();

    @Message("The shift is moved.")
    String said_moved();

    @Message("The shift is saved.")
    String said_saved();

    @Message("The shift is cancelled.")
    String said_cancelled();

    @Message("The change is undone.")
    String said_undone();

    @Message("The warnings are accepted.")
    String said_accepted();

    @Message("clock of {zone}")
    String clock_of(String zone);

    @Message("{actual} h, limit {limit} h")
    String measured(String actual, String limit);

    @Message("{count} {#if count == 1}change is{#else}changes are{/if} published.")
    String said_published(int count);

    @Message("{count} {#if count == 1}shift is{#else}shifts are{/if} planned.")
    String said_copied(int count);
}
