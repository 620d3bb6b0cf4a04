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
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * A text of {@code min} to {@code max} characters (Unicode code points), at least one of them visible unless {@code min}
 * is 0. It has no control characters and is on one line, except for line breaks and tabs if {@code lines}; and no unpaired
 * surrogates. PostgreSQL cannot store U+0000 or those surrogates; without this rule they would be a 500. {@code null} is
 * valid. Whoever takes such a text gives it its {@link Form} first.
 */
@Documented
@Constraint(validatedBy = Text.Validator.class)
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
public @interface Text {

    /** The message for a text that may be empty. */
    String OPTIONAL = "must have at most {max} characters, and no control characters";

    int min() default 1;

    int max();

    boolean lines() default false;

    /** Whether there may be characters that nobody sees: in an address they would make another one that looks the same. */
    boolean invisible() default true;

    String message() default
            "must have {min} to {max} characters, at least one of them visible, and no control characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /**
     * The one form of a text, so that what looks the same is the same on both sides of every comparison: Unicode NFC, and
     * no white space around it. The database's {@code text_form} does the same.
     */
    final class Form {

        /**
         * In UTF-16 units. No longer text can become one that the API takes; and to normalize one takes time by the square
         * of its length, where somebody makes it for that.
         */
        static final int LONGEST = 8_000;

        private Form() {}

        /** @param text may be {@code null} */
        public static String of(String text) {
            if (text == null) {
                return null;
            }
            int start = 0;
            int end = text.length();
            while (start < end && isWhiteSpace(text.charAt(start))) {
                start++;
            }
            while (start < end && isWhiteSpace(text.charAt(end - 1))) {
                end--;
            }
            return composed(text.substring(start, end));
        }

        /** The same with the white space around it, which is a part of a text of several lines. */
        public static String composed(String text) {
            return text == null || text.length() > LONGEST ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
        }

        /** Unicode's White_Space. {@link String#strip} would leave what does not break lines, such as U+00A0. */
        private static boolean isWhiteSpace(char c) {
            return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == '\u0085';
        }
    }

    class Validator implements ConstraintValidator<Text, String> {

        /** Controls, formats, white space, and the rest of Unicode's Default_Ignorable_Code_Point and fillers. */
        private static final String UNSEEN = "\\p{Cc}\\p{Cf}\\p{Z}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f"
                + "\\u2065\\u2800\\u3164\\ufe00-\\ufe0f\\uffa0\\ufff0-\\ufff8\\x{e0000}-\\x{e0fff}";

        /** An accent is seen with its letter only. */
        private static final Pattern VISIBLE = Pattern.compile("[^\\p{M}" + UNSEEN + "]");

        /** A space that is a part of an address is between quotation marks. */
        private static final Pattern INVISIBLE = Pattern.compile("[" + UNSEEN + "&&[^ ]]");

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
                    && text.codePoints().allMatch(this::allowed)
                    && (rule.min() == 0 || VISIBLE.matcher(text).find())
                    && (rule.invisible() || !INVISIBLE.matcher(text).find());
        }

        private boolean allowed(int c) {
            return switch (Character.getType(c)) {
                case Character.CONTROL -> rule.lines() && (c == '\n' || c == '\r' || c == '\t');
                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> rule.lines();
                case Character.SURROGATE -> false;
                default -> true;
            };
        }
    }
}
