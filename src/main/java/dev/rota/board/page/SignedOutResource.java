package dev.rota.board.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Where one ends. */
@Path("/signed-out")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class SignedOutResource {

    private final Pages pages;

    SignedOutResource(Pages pages) {
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "board", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record SignedOut(Frame frame) implements TemplateInstance {}

    @GET
    public TemplateInstance show() {
        var frame = pages.ofAnybody(true);
        return new SignedOut(frame).setLocale(frame.viewer().locale());
    }
}
