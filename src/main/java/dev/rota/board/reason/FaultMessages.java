package dev.rota.board.reason;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is wrong with fields, by the names in {@link Fault}. The other languages are in {@code messages/faults_*.properties}. */
@MessageBundle("faults")
public interface FaultMessages {

    @Message("Person")
    String field_assignee();

    @Message("Page")
    String field_cursor();

    @Message("E-mail address")
    String field_email();

    @Message("End")
    String field_end();

    @Message("First day")
    String field_from();

    @Message("Issuer")
    String field_issuer();

    @Message("Place")
    String field_location();

    @Message("Name")
    String field_name();

    @Message("Notes")
    String field_notes();

    @Message("My shift")
    String field_offered();

    @Message("Person")
    String field_offeredBy();

    @Message("Reason")
    String field_overrideReason();

    @Message("Phone")
    String field_phone();

    @Message("Name or e-mail address")
    String field_prefix();

    @Message("Reason")
    String field_reason();

    @Message("Role")
    String field_role();

    @Message("Roles")
    String field_roles();

    @Message("Start")
    String field_start();

    @Message("Status")
    String field_status();

    @Message("Subject")
    String field_subject();

    @Message("Last day")
    String field_to();

    @Message("Person")
    String field_user();

    @Message("Wanted shift")
    String field_wanted();

    @Message("Weeks")
    String field_weeks();

    @Message("Time zone")
    String field_zone();

    @Message("must have {least} to {most} characters that can be seen")
    String length(String least, String most);

    @Message("must have at most {most} characters")
    String at_most(String most);

    @Message("must have 1 to {most} letters, digits and signs without an accent")
    String ascii(String most);

    @Message("is needed")
    String required();

    @Message("must be an e-mail address")
    String email();

    @Message("is somebody else’s")
    String taken();

    @Message("must be a phone number in E.164 form, such as +4930123456")
    String phone();

    @Message("must be a time zone, such as Europe/Berlin")
    String zone();

    @Message("must be 1 to 32 small letters, digits and hyphens between them")
    String code();

    @Message("must not have a role twice")
    String twice();

    @Message("must be at most {most}")
    String too_many(String most);

    @Message("is none that there is")
    String one_of();

    @Message("must be 1 minute to 366 days after start")
    String absence_length();

    @Message("must be 1 minute to 24 hours after start by the clock of the place")
    String shift_length();

    @Message("must be in the future")
    String future();

    @Message("must be after the first day")
    String after_from();

    @Message("must be at most {days} days after the first day")
    String days_after_from(String days);

    @Message("must be of the years {first} to {last}")
    String years(String first, String last);

    @Message("must be a date")
    String date();

    @Message("must be a day, and a time if it is not the whole day")
    String day();

    @Message("must be a day and a time")
    String instant();

    @Message("must be chosen")
    String chosen();

    @Message("must be numbers")
    String numbers();

    @Message("has another shift at that time")
    String booked();

    @Message("is off at that time")
    String off();

    @Message("is nobody of this business")
    String nobody();

    @Message("does not work here any more")
    String inactive();

    @Message("does not have the role {role}")
    String role_missing(String role);

    @Message("is no shift")
    String no_shift();

    @Message("does not have the offered shift")
    String not_own_shift();

    @Message("is no shift that somebody else has")
    String nobodys_shift();

    @Message("must be another shift than the offered one")
    String same_shift();

    @Message("is not whom the swap asks")
    String not_asked();

    @Message("is changed by an administrator only")
    String administrators();

    @Message("is not possible")
    String unreadable();
}
