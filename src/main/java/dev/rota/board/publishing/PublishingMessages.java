package dev.rota.board.publishing;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said about a period, in English; German is in {@code messages/publishing_de.properties}. */
@MessageBundle("publishing")
public interface PublishingMessages {

    @Message("Publish")
    String publish();

    @Message("Copy weeks")
    String copy();

    @Message("Conflicts")
    String conflicts();

    @Message("Close")
    String close();

    @Message("From")
    String from();

    @Message("To")
    String to();

    @Message("There are no conflicts on these days.")
    String no_conflicts();

    @Message("In the way:")
    String other();

    @Message("Show the shift")
    String show_shift();

    @Message("A shift")
    String a_shift();

    @Message("These stay unpublished")
    String blocked();

    @Message("Somebody would be booked twice by what workers see.")
    String blocked_why();

    @Message("There is nothing to publish on these days.")
    String nothing();

    @Message("What changes for whom")
    String changes();

    @Message("Before:")
    String was();

    @Message("New:")
    String change_NEW();

    @Message("Changed:")
    String change_CHANGED();

    @Message("Cancelled:")
    String change_CANCELLED();

    @Message("Given away:")
    String change_GIVEN_AWAY();

    @Message("Another place")
    String changed_place();

    @Message("Another role")
    String changed_role();

    @Message("Other notes")
    String changed_notes();

    @Message("To which weeks")
    String weeks();

    @Message("Without the people, as open shifts")
    String without_people();

    @Message("Show what would be planned")
    String show_copies();

    @Message("Nothing would be planned.")
    String no_copies();

    @Message("These are not copied")
    String skipped();

    @Message("These would be planned")
    String created();

    @Message("Copied before:")
    String skipped_COPIED_BEFORE();

    @Message("Another shift at that time:")
    String skipped_DOUBLE_BOOKING();

    @Message("Off at that time:")
    String skipped_ABSENT();

    @Message("Does not work here any more:")
    String skipped_NOT_PLANNABLE();

    @Message("Not possible when the clock changes:")
    String skipped_LENGTH();

    @Message("Not possible:")
    String skipped_other();

    @Message("{actual} h, limit {limit} h")
    String measured(String actual, String limit);

    @Message("Publish {count} {#if count == 1}change{#else}changes{/if}")
    String publish_now(int count);

    @Message("Plan {count} {#if count == 1}shift{#else}shifts{/if}")
    String copy_now(int count);
}
