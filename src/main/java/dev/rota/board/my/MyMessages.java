package dev.rota.board.my;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What a worker's own pages say. See {@link dev.rota.board.page.Messages}. */
@MessageBundle("my")
public interface MyMessages {

    @Message("You have no shifts in the next eight weeks.")
    String none_next();

    @Message("Next shifts")
    String next();

    @Message("My shifts")
    String title();

    @Message("Open shifts that you can take")
    String claimable();

    @Message("There is none in the next four weeks.")
    String none_claimable();

    @Message("Claim")
    String claim();

    @Message("Release")
    String release();

    @Message("You took it yourself")
    String claimed();

    @Message("Time off")
    String time_off();

    @Message("Swaps")
    String swaps();

    @Message("Calendar addresses")
    String calendars();

    @Message("Phone and time zone")
    String profile();

    @Message("My pages")
    String pages();

    @Message("Ask for time off")
    String ask();

    @Message("First day")
    String from_day();

    @Message("from (empty: the whole day)")
    String from_time();

    @Message("Last day")
    String to_day();

    @Message("until (empty: the whole day)")
    String to_time();

    @Message("Reason (planners see it)")
    String reason();

    @Message("By the clock of {zone}")
    String clock(String zone);

    @Message("Time off")
    String asked();

    @Message("You have not asked for time off.")
    String none_asked();

    @Message("Withdraw")
    String withdraw();

    @Message("until")
    String until();

    @Message("waits for a planner")
    String status_REQUESTED();

    @Message("approved")
    String status_APPROVED();

    @Message("declined")
    String status_DECLINED();

    @Message("withdrawn")
    String status_WITHDRAWN();

    @Message("waits for an answer")
    String status_OFFERED();

    @Message("accepted, waits for a planner")
    String status_ACCEPTED();

    @Message("expired")
    String status_EXPIRED();

    @Message("unknown")
    String status_other();

    @Message("You are asked")
    String to_me();

    @Message("You offered")
    String of_me();

    @Message("There is no swap to answer.")
    String none_swaps();

    @Message("{name} gives")
    String gives(String name);

    @Message("Accept")
    String accept();

    @Message("Decline")
    String decline();

    @Message("Offer a swap")
    String offer();

    @Message("My shift")
    String mine();

    @Message("for the shift")
    String wanted();

    @Message("To swap, both of you need a published shift in the next four weeks.")
    String no_offer();

    @Message("somebody")
    String somebody();

    @Message("a shift that is not there any more")
    String gone_shift();

    @Message(
            "A calendar address shows your shifts in the calendar of your phone. Whoever has it sees them, so keep it for yourself.")
    String calendar_why();

    @Message("Name, such as Phone")
    String calendar_name();

    @Message("Make an address")
    String calendar_create();

    @Message("Copy this address now: it is shown only once.")
    String calendar_once();

    @Message("You have no calendar address.")
    String calendar_none();

    @Message("without a name")
    String calendar_unnamed();

    @Message("Revoke")
    String revoke();

    @Message("Phone, such as +4930123456")
    String phone();

    @Message("Time zone, such as Europe/Berlin")
    String zone();

    @Message("Save")
    String save();
}
