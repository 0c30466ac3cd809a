import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Holds each PDF given against PDF/UA-1 and PDF/A-2a: one line a file and standard, below it
 * each failed rule with how often it failed and where first.  Exit 1 if any rule failed.
 */
class Conformance {
    private static final String[] STANDARDS = {"ua1", "2a"};

    private static void print(TestAssertion first, int times) {
        String message = first.getMessage();
        System.out.printf("    %s, test %d (%d times): %s%n        first at %s%n",
                first.getRuleId().getClause(), first.getRuleId().getTestNumber(), times, message,
                first.getLocation().getContext());
    }

    private static boolean conforms(File file, PDFAFlavour standard) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, standard);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(standard, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s  %s: %s, %d checks%n", result.isCompliant() ? "ok  " : "FAIL",
                    standard.getId(), file.getName(), result.getTotalAssertions());
            Map<String, TestAssertion> first = new TreeMap<>();
            Map<String, Integer> times = new TreeMap<>();
            for (TestAssertion a : result.getTestAssertions()) {
                if (a.getStatus() != TestAssertion.Status.FAILED)
                    continue;
                String rule = a.getRuleId().toString();
                first.putIfAbsent(rule, a);
                times.merge(rule, 1, Integer::sum);
            }
            first.forEach((rule, a) -> print(a, times.get(rule)));
            return result.isCompliant();
        }
    }

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = files.length > 0;
        for (String file : files)
            for (String standard : STANDARDS)
                good &= conforms(new File(file), PDFAFlavour.fromString(standard));
        System.exit(good ? 0 : 1);
    }
}
