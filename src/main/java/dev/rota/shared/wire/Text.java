package dev.rota.shared.wire;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A text of {@code min} to {@code max} characters (Unicode code points), without control characters, except line breaks
 * and tabs if {@code lines}, and without unpaired surrogates. PostgreSQL cannot store U+0000 or those surrogates;
 * without this rule they would be a 500. {@code null} is valid.
 */
@Documented
@Constraint(validatedBy = Text.Validator.class)
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
public @interface Text {

    int min() default 1;

    int max();

    boolean lines() default false;

    String message() default "must have {min} to {max} characters, and no control characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Validator implements ConstraintValidator<Text, String> {

        private Text rule;

        @Override
        public void initialize(Text rule) {
            this.rule = rule;
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            if (text == null) {
                return true;
            }
            long length = text.codePoints().count();
            return length >= rule.min()
                    && length <= rule.max()
                    && text.codePoints().allMatch(this::allowed);
        }

        private boolean allowed(int c) {
            if (rule.lines() && (c == '\n' || c == '\r' || c == '\t')) {
                return true;
            }
            return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
        }
    }
}
