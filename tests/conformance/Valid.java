import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import com.thaiopensource.xml.sax.ErrorHandlerImpl;

/**
 * Holds files to a RELAX NG schema by jing, all by one run: java Valid.java SCHEMA FILE…
 *
 * One line for each file: "valid", "invalid" or, where it is no XML that jing could read, "unread", and the path. Below
 * what is invalid stands what jing says of it. Exit status 2 if the schema cannot be used.
 */
class Valid {
    public static void main(String[] args) throws Exception {
        StringWriter said = new StringWriter();
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new ErrorHandlerImpl(new PrintWriter(said, true)));
        ValidationDriver driver = new ValidationDriver(properties.toPropertyMap());
        if (!driver.loadSchema(ValidationDriver.uriOrFileInputSource(args[0]))) {
            System.out.print(said);
            System.exit(2);
        }
        for (int i = 1; i < args.length; i++) {
            said.getBuffer().setLength(0);
            String verdict;
            try {
                boolean valid = driver.validate(ValidationDriver.fileInputSource(new File(args[i])));
                verdict = valid ? "valid" : said.toString().contains("fatal: ") ? "unread" : "invalid";
            } catch (Exception exception) {
                verdict = "unread";
            }
            System.out.println(verdict + " " + args[i]);
            if (verdict.equals("invalid")) {
                said.toString().lines().forEach(line -> System.out.println("        " + line));
            }
        }
    }
}
