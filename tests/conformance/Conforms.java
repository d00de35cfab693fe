import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;

/**
 * Holds files to profiles by veraPDF: java Conforms.java 3a,ua1 FILE…
 *
 * One line for each file and profile, "ok" or "FAIL", and below a failure the rules that were broken. The last lines
 * count, one for each profile: files, rules of the profile, how often one was checked, failures. Exit status 1 if any
 * failed.
 */
class Conforms {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        int failed = 0;
        StringBuilder counts = new StringBuilder();
        for (String profile : args[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
            long assertions = 0;
            int failures = 0;
            for (int i = 1; i < args.length; i++) {
                Map<String, String> broken = new TreeMap<>();
                try {
                    assertions += validate(args[i], flavour, broken);
                } catch (Exception exception) {
                    broken.put("unreadable", exception.toString());
                }
                failures += broken.isEmpty() ? 0 : 1;
                System.out.println((broken.isEmpty() ? "ok    " : "FAIL  ") + profile + " " + args[i]);
                broken.forEach((rule, message) -> System.out.println("        " + rule + ": " + message));
            }
            int rules = Profiles.getVeraProfileDirectory().getValidationProfileByFlavour(flavour).getRules().size();
            counts.append(profile + ": " + (args.length - 1) + " files, " + rules + " rules, " + assertions
                    + " assertions, " + failures + " failures\n");
            failed += failures;
        }
        System.out.print(counts);
        System.exit(failed == 0 ? 0 : 1);
    }

    private static long validate(String file, PDFAFlavour flavour, Map<String, String> broken) throws Exception {
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    broken.putIfAbsent(rule, assertion.getMessage() + " " + assertion.getLocation().getContext());
                }
            }
            if (!result.isCompliant() && broken.isEmpty()) {
                broken.put("unknown", "not compliant");
            }
            return result.getTotalAssertions();
        }
    }
}
