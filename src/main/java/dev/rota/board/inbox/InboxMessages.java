package dev.rota.board.inbox;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the planner's inbox says. See {@link dev.rota.board.page.Messages}. */
@MessageBundle("inbox")
public interface InboxMessages {

    @Message("Inbox")
    String title();

    @Message("Time off")
    String absences();

    @Message("Nobody waits for an answer about time off.")
    String no_absences();

    @Message("until")
    String until();

    @Message("Approve")
    String approve();

    @Message("Approve and open the shifts")
    String approve_and_open();

    @Message("Decline")
    String decline();

    @Message("Shifts at that time")
    String in_the_way();

    @Message("Swaps")
    String swaps();

    @Message("No swap waits for you.")
    String no_swaps();

    @Message("{name} gives")
    String gives(String name);

    @Message("somebody")
    String somebody();

    @Message("a shift that is not there any more")
    String gone_shift();

    @Message("Time off that was decided in the last 30 days")
    String decided();

    @Message("approved on {moment}")
    String approved(String moment);

    @Message("declined on {moment}")
    String declined(String moment);

    @Message("By the clock of {zone}")
    String clock(String zone);
}
