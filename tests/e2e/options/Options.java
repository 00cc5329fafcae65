import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one Flink knows of its options, and what it makes of values. Flink is on the class path alone: nothing here is compiled
 * against it, since each version is another one.
 *
 * <p>Options FOLDER JAR... prints a line for each static ConfigOption of the jar files' classes: `option`, class, key, type, default,
 * words, older and other keys, `deprecated`; a line `unread` for each class that cannot be initialized, and a line `text` for
 * each text in them that may be a key. Then it reads the configuration of each folder in FOLDER as Flink's processes do, and asks
 * it for each option that its file `keys` names: `judged`, folder, key, and `ok` and the value, or `refused` and the reason.
 */
public class Options {
    static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9-]*([.][A-Za-z0-9_-]+)*");
    static final String NAME = "Lorg/apache/flink/configuration/ConfigOption;";

    public static void main(String[] args) throws Exception {
        // What libraries say is not for whoever reads this output.
        System.setOut(System.err);
        List<Option> options = new ArrayList<>();
        Set<String> texts = new TreeSet<>();
        for (int n = 1; n < args.length; n++) {
            read(args[n], options, texts);
        }
        TreeSet<String> lines = new TreeSet<>();
        options.forEach(option -> lines.add(option.line()));
        lines.forEach(OUT::println);
        texts.forEach(text -> OUT.println("text\t" + text));
        try (Stream<Path> folders = Files.list(Path.of(args[0]))) {
            for (Path folder : (Iterable<Path>) folders.sorted()::iterator) {
                judge(folder, options);
            }
        }
        OUT.flush();
    }

    /** The options of a jar file's classes, and the texts in them that may be keys. */
    static void read(String jar, List<Option> options, Set<String> texts) throws Exception {
        try (JarFile file = new JarFile(jar)) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                String name = entry.getName();
                if (!name.endsWith(".class") || !name.startsWith("org/apache/flink/") || name.contains("/shaded/")) {
                    continue;
                }
                byte[] bytes;
                try (InputStream in = file.getInputStream(entry)) {
                    bytes = in.readAllBytes();
                }
                // What only stands among constants is used by nobody: the compiler writes it where it is used. The client for SQL has a
                // file of its own, with words of its own.
                if (!name.endsWith("/ConfigConstants.class") && !name.startsWith("org/apache/flink/table/client/")) {
                    texts(bytes, texts);
                }
                if (new String(bytes, StandardCharsets.ISO_8859_1).contains(NAME)) {
                    options(name.substring(0, name.length() - ".class".length()).replace('/', '.'), options);
                }
            }
        }
    }

    static void options(String name, List<Option> options) {
        try {
            for (Field field : Class.forName(name, false, Options.class.getClassLoader()).getDeclaredFields()) {
                Option option = Option.of(field);
                if (option != null) {
                    options.add(option);
                }
            }
        } catch (LinkageError | ReflectiveOperationException | RuntimeException problem) {
            OUT.println("unread\t" + name + "\t" + problem);
        }
    }

    /** The constants of a class file that are texts. */
    static void texts(byte[] bytes, Set<String> texts) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        in.skipBytes(8);
        int count = in.readUnsignedShort();
        String[] utf8 = new String[count];
        List<Integer> used = new ArrayList<>();
        for (int n = 1; n < count; n++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> utf8[n] = in.readUTF();
                case 8 -> used.add(in.readUnsignedShort());
                case 7, 16, 19, 20 -> in.skipBytes(2);
                case 15 -> in.skipBytes(3);
                case 5, 6 -> {
                    in.skipBytes(8);
                    n++;
                }
                default -> in.skipBytes(4);
            }
        }
        for (int n : used) {
            if (utf8[n].length() > 4 && utf8[n].length() < 120 && KEY.matcher(utf8[n]).matches()) {
                texts.add(utf8[n]);
            }
        }
    }

    static void judge(Path folder, List<Option> options) throws Exception {
        Map<String, List<Option>> byKey = new TreeMap<>();
        options.forEach(option -> byKey.computeIfAbsent(option.key, key -> new ArrayList<>()).add(option));
        Class<?> global = Class.forName("org.apache.flink.configuration.GlobalConfiguration");
        try {
            // 1.19 and 1.20 remember for all time that they saw a `flink-conf.yaml`.
            global.getMethod("setStandardYaml", boolean.class).invoke(null, true);
        } catch (NoSuchMethodException others) {
            // They read one file.
        }
        Object configuration = global.getMethod("loadConfiguration", String.class).invoke(null, folder.toString());
        for (String key : Files.readAllLines(folder.resolve("keys"))) {
            for (Option option : byKey.getOrDefault(key, List.of())) {
                String answer;
                try {
                    answer = "ok\t" + text(option.get(configuration));
                } catch (ReflectiveOperationException problem) {
                    Throwable cause = problem;
                    StringBuilder why = new StringBuilder();
                    while ((cause = cause.getCause()) != null) {
                        why.append(why.length() == 0 ? "" : ": ").append(cause.getMessage());
                    }
                    answer = "refused\t" + escaped(why.toString());
                }
                OUT.println("judged\t" + folder.getFileName() + "\t" + key + "\t" + answer);
            }
        }
    }

    /** One option. */
    static class Option {
        String from;
        Object option;
        boolean deprecated;
        String key;
        Object value;
        Class<?> type;
        boolean list;

        static Option of(Field field) throws ReflectiveOperationException {
            if (!Modifier.isStatic(field.getModifiers()) || !field.getType().getName().endsWith(".ConfigOption")) {
                return null;
            }
            field.setAccessible(true);
            Option it = new Option();
            it.from = field.getDeclaringClass().getName() + "." + field.getName();
            it.option = field.get(null);
            if (it.option == null) {
                return null;
            }
            it.deprecated = field.isAnnotationPresent(Deprecated.class)
                || field.getDeclaringClass().isAnnotationPresent(Deprecated.class);
            it.key = (String) call(it.option, "key");
            it.value = call(it.option, "defaultValue");
            try {
                it.type = (Class<?>) of(it.option, "clazz");
                it.list = (Boolean) of(it.option, "isList");
            } catch (NoSuchFieldException old) {
                // Up to 1.8 the default alone has a type.
                it.type = it.value == null ? String.class : it.value.getClass();
            }
            return it;
        }

        /** The value that a configuration has for it. */
        Object get(Object configuration) throws ReflectiveOperationException {
            Class<?> of = configuration.getClass();
            try {
                return of.getMethod("get", option.getClass()).invoke(configuration, option);
            } catch (NoSuchMethodException old) {
                // Up to 1.9.
                String type = type().equals("int") ? "Integer" : type().substring(0, 1).toUpperCase() + type().substring(1);
                return of.getMethod("get" + type, option.getClass()).invoke(configuration, option);
            }
        }

        String type() {
            if (type.isEnum()) {
                return "enum";
            }
            String name = type.getSimpleName();
            return name.equals("Integer") ? "int" : name.equals("MemorySize") ? "memory" : name.toLowerCase();
        }

        String line() {
            List<String> words = new ArrayList<>();
            if (type.isEnum()) {
                for (Object word : type.getEnumConstants()) {
                    words.add(word.toString());
                }
            }
            List<String> older = new ArrayList<>(), other = new ArrayList<>();
            try {
                for (Object key : (Iterable<?>) call(option, "fallbackKeys")) {
                    ((Boolean) call(key, "isDeprecated") ? older : other).add((String) call(key, "getKey"));
                }
            } catch (ReflectiveOperationException old) {
                try {
                    for (Object key : (Iterable<?>) call(option, "deprecatedKeys")) {
                        older.add((String) key);
                    }
                } catch (ReflectiveOperationException none) {
                    throw new IllegalStateException(none);
                }
            }
            return String.join("\t", "option", from, key, list ? "list<" + type() + ">" : type(), value == null ? "none" : "=" + text(value),
                String.join("|", words), String.join("|", older), String.join("|", other), deprecated ? "deprecated" : "");
        }

        static Object call(Object on, String name) throws ReflectiveOperationException {
            Method method = on.getClass().getDeclaredMethod(name);
            method.setAccessible(true);
            return method.invoke(on);
        }

        static Object of(Object on, String name) throws ReflectiveOperationException {
            Field field = on.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(on);
        }
    }

    /** A value as somebody would write it. */
    static String text(Object value) throws IllegalStateException {
        if (value instanceof Duration) {
            return duration((Duration) value);
        }
        if (value instanceof Collection) {
            List<String> all = new ArrayList<>();
            ((Collection<?>) value).forEach(one -> all.add(text(one)));
            return String.join(";", all);
        }
        if (value instanceof Map) {
            List<String> all = new ArrayList<>();
            ((Map<?, ?>) value).forEach((key, one) -> all.add(text(key) + ":" + text(one)));
            return String.join(",", all);
        }
        if (value != null && value.getClass().getSimpleName().equals("MemorySize")) {
            try {
                return bytes((Long) Option.call(value, "getBytes"));
            } catch (ReflectiveOperationException problem) {
                throw new IllegalStateException(problem);
            }
        }
        return escaped(String.valueOf(value));
    }

    static String duration(Duration value) {
        if (value.getNano() != 0) {
            boolean millis = value.getNano() % 1_000_000 == 0 && value.getSeconds() < 1_000_000;
            return millis ? value.toMillis() + " ms" : value.toString();
        }
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("d", 86_400L);
        units.put("h", 3_600L);
        units.put("min", 60L);
        units.put("s", 1L);
        return scaled(value.getSeconds(), units, "ms");
    }

    static String bytes(long bytes) {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("tb", 1L << 40);
        units.put("gb", 1L << 30);
        units.put("mb", 1L << 20);
        units.put("kb", 1L << 10);
        return scaled(bytes, units, "bytes");
    }

    static String scaled(long value, Map<String, Long> units, String least) {
        for (Map.Entry<String, Long> unit : units.entrySet()) {
            if (value != 0 && value % unit.getValue() == 0) {
                return value / unit.getValue() + " " + unit.getKey();
            }
        }
        return value + " " + least;
    }

    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }
}
