package dev.rota.board.people;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What an administrator's pages say. See {@link dev.rota.board.page.Messages}. */
@MessageBundle("people")
public interface PeopleMessages {

    @Message("People")
    String title();

    @Message("Add a person")
    String add();

    @Message("Edit {name}")
    String edit(String name);

    @Message("Name or e-mail address begins with")
    String prefix();

    @Message("Status")
    String status();

    @Message("Any")
    String any();

    @Message("Active")
    String active();

    @Message("Inactive")
    String inactive();

    @Message("Nobody is like that.")
    String none();

    @Message("Next page")
    String next();

    @Message("Name")
    String name();

    @Message("E-mail address")
    String email();

    @Message("Phone, such as +4930123456 (optional)")
    String phone();

    @Message("Time zone, such as Europe/Berlin (optional)")
    String zone();

    @Message("Roles, with spaces between them")
    String roles();

    @Message("Roles")
    String roles_column();

    @Message("Save")
    String save();

    @Message("Deactivate")
    String deactivate();

    @Message("Nothing new can be planned for the person then, and they cannot sign in. What is planned stays.")
    String deactivate_why();

    @Message("Reactivate")
    String reactivate();

    @Message("Erase")
    String erase();

    @Message("Erase {name}?")
    String erase_title(String name);

    @Message(
            "The name, the addresses, absences and calendars are deleted everywhere. Shifts stay, and nobody knows whose they were. This cannot be undone.")
    String erase_why();

    @Message("Erase for good")
    String erase_confirm();

    @Message("Keep")
    String keep();

    @Message("Sign-ins")
    String identities();

    @Message("Most link themselves by the e-mail address at the first sign-in.")
    String identities_why();

    @Message("None is linked.")
    String no_identities();

    @Message("Issuer")
    String issuer();

    @Message("Subject")
    String subject();

    @Message("Link")
    String link();

    @Message("Unlink")
    String unlink();
}
