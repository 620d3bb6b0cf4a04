package dev.rota.board.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What pages say, in English; the other languages are in {@code messages/board_*.properties}. */
@MessageBundle("board")
public interface Messages {

    @Message("Rota")
    String rota();

    @Message("Skip to the content")
    String skip();

    @Message("Week")
    String week();

    @Message("Day")
    String day();

    @Message("Month")
    String month();

    @Message("Today")
    String today();

    @Message("Earlier")
    String earlier();

    @Message("Later")
    String later();

    @Message("My shifts")
    String nav_my();

    @Message("Inbox")
    String nav_inbox();

    @Message("Publish")
    String nav_publish();

    @Message("Conflicts")
    String nav_conflicts();

    @Message("People")
    String nav_people();

    @Message("Sign out")
    String sign_out();

    @Message("You are signed out")
    String signed_out();

    @Message("Sign in again")
    String sign_in();

    @Message("Place")
    String place();

    @Message("Role")
    String role();

    @Message("All places")
    String all_places();

    @Message("All roles")
    String all_roles();

    @Message("Show")
    String show();

    @Message("Open shifts")
    String open_shifts();

    @Message("Person")
    String person();

    @Message("Hours")
    String hours();

    @Message("Draft")
    String draft();

    @Message("Off")
    String off();

    @Message("Time off is asked for")
    String off_requested();

    @Message("Somebody who is not known")
    String unknown_person();

    @Message("Nothing is planned here yet.")
    String empty_plan();

    @Message("Nobody is registered yet.")
    String empty_people();

    @Message("{count} {#if count == 1}change is{#else}changes are{/if} not published yet")
    String drafts(int count);

    @Message("{count} {#if count == 1}shift has{#else}shifts have{/if} a conflict")
    String conflicts(int count);

    @Message("Names cannot be shown now, because the users service does not answer.")
    String users_missing();

    @Message("Shifts cannot be shown now, because the shifts service does not answer.")
    String shifts_missing();

    @Message("Time off cannot be shown now.")
    String absences_missing();

    @Message("Conflicts cannot be shown now.")
    String conflicts_missing();

    @Message("There is more than a page can show. Choose a place, a role or fewer days to see the rest.")
    String cut();

    @Message("the clock changes during this shift")
    String clock_change();

    @Message("more than permitted")
    String too_much();

    @Message("accepted by a reason")
    String accepted();

    @Message("Period")
    String period();

    @Message("Length of the period")
    String span();

    @Message("Something to look at")
    String conflict_other();

    @Message("Too little rest")
    String conflict_SHORT_REST();

    @Message("Too long without rest")
    String conflict_LONG_SPAN();

    @Message("Too many hours in the week")
    String conflict_LONG_WEEK();

    @Message("Off at that time")
    String conflict_ABSENT();

    @Message("Asked for time off")
    String conflict_ABSENCE_REQUESTED();

    @Message("Another shift at that time")
    String conflict_DOUBLE_BOOKING();

    @Message("Does not work here any more")
    String conflict_INACTIVE();

    @Message("Is nobody of this business")
    String conflict_UNKNOWN_PERSON();

    @Message("Does not have the role")
    String conflict_ROLE_MISSING();

    @Message("This could not be done")
    String problem();

    @Message("One moment…")
    String one_moment();

    @Message("Back to the rota")
    String back();

    @Message("If you ask for help, this is the id of the request:")
    String request_id();

    @Message("The person has another shift at that time.")
    String problem_double_booking();

    @Message("The person is off at that time.")
    String problem_absent();

    @Message("Somebody else has this e-mail address.")
    String problem_email_taken();

    @Message("Somebody else has this shift.")
    String problem_already_taken();

    @Message("This shift cannot be claimed.")
    String problem_not_claimable();

    @Message("The shift has begun.")
    String problem_shift_begun();

    @Message("The shift is cancelled.")
    String problem_shift_cancelled();

    @Message("The person has shifts at that time.")
    String problem_shifts_in_the_way();

    @Message("The person does not have the role that the shift asks for.")
    String problem_role_missing();

    @Message("This person cannot be planned.")
    String problem_assignee_not_plannable();

    @Message("The users service does not answer. Try again in a moment.")
    String problem_users_unavailable();

    @Message("The database does not answer. Try again in a moment.")
    String problem_database_unavailable();

    @Message("There is more to do than can be done now. Try again in a few seconds.")
    String problem_overloaded();

    @Message("No person is linked with your sign-in. Ask an administrator to link it.")
    String problem_person_unknown();

    @Message("You have been deactivated.")
    String problem_person_inactive();

    @Message("This has been decided already, or withdrawn.")
    String problem_absence_decided();

    @Message("This time off is over.")
    String problem_absence_over();

    @Message("This sign-in is linked already, or the person has another one at this provider.")
    String problem_identity_linked();

    @Message("The swap asks somebody else.")
    String problem_not_asked();

    @Message("Nobody took this shift.")
    String problem_not_claimed();

    @Message("These shifts cannot be swapped: both must be published and still to come.")
    String problem_not_swappable();

    @Message("You may do this for yourself only.")
    String problem_not_yours();

    @Message("Something of it is not possible.")
    String problem_not_valid();

    @Message("The person is active; deactivate them first.")
    String problem_person_active();

    @Message("The person has shifts that have not ended.")
    String problem_shifts_not_over();

    @Message("This swap has been decided already, or withdrawn.")
    String problem_swap_decided();

    @Message("This swap has expired.")
    String problem_swap_expired();

    @Message("The other person has not accepted yet.")
    String problem_swap_not_accepted();

    @Message("One of the shifts was changed since the swap was offered.")
    String problem_swap_outdated();

    @Message("These are too many shifts at once: choose fewer days.")
    String problem_too_many_shifts();

    @Message("There is no such shift.")
    String problem_unknown_shift();

    @Message("Somebody else has changed this meanwhile.")
    String problem_stale();

    @Message("Nobody can sign in now, because the service that does it does not answer. Try again in a moment.")
    String problem_provider_unavailable();

    @Message("You could not be signed in. Try it again.")
    String problem_sign_in();

    @Message("There is nothing at this address.")
    String problem_not_found();

    @Message("Your roles do not permit this.")
    String problem_forbidden();

    @Message("You asked for more than anybody may at once. Wait a few seconds, and try again.")
    String problem_too_many();

    @Message("A service does not answer. Try again in a moment.")
    String problem_unanswered();

    @Message("Plan a shift")
    String plan_shift();

    @Message("Add people")
    String add_people();

    @Message("Picked up. Arrow keys choose where to, Enter moves it there, Escape leaves it where it was.")
    String picked();

    @Message("Put back")
    String put();

    @Message("Keys: <kbd>arrows</kbd> move, <kbd>Enter</kbd> opens, <kbd>Esc</kbd> closes")
    String keys();

    @Message(
            "Keys: <kbd>arrows</kbd> move, <kbd>Enter</kbd> opens, <kbd>n</kbd> plans a shift, <kbd>m</kbd> picks one up and <kbd>Enter</kbd> drops it, <kbd>Esc</kbd> closes")
    String keys_planner();

    @Message("Copy to other weeks")
    String copy();
}
