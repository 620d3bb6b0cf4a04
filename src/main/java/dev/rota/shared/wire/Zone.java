package dev.rota.shared.wire;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.time.ZoneId;

/**
 * The name of a time zone in the IANA database, such as {@code Europe/Berlin}; not an offset or an abbreviation. {@code
 * null} is valid.
 */
@Documented
@Constraint(validatedBy = Zone.Validator.class)
@Target({FIELD, PARAMETER})
@Retention(RUNTIME)
public @interface Zone {

    /** What all of them look like. */
    String PATTERN = "^(UTC|[A-Za-z]+(/[A-Za-z0-9_+-]+)+)$";

    String message() default "must be a time zone of the IANA database, such as Europe/Berlin";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Validator implements ConstraintValidator<Zone, String> {

        @Override
        public boolean isValid(String zone, ConstraintValidatorContext context) {
            return zone == null
                    || zone.equals("UTC")
                    || (zone.contains("/")
                            && !zone.startsWith("SystemV/")
                            && ZoneId.getAvailableZoneIds().contains(zone));
        }
    }
}
