// One reader of benchmarks/peers.py: reads a JSON list of texts, prints its figures and spans as a line of JSON.
import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;

public class HanLpChild {
    /** The strings of a JSON list as Python writes it: everything beyond ASCII is an escape. */
    static List<String> read(String json) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                if (text == null) text = new StringBuilder();
                else { texts.add(text.toString()); text = null; }
            } else if (text != null && c == '\\') {
                char escaped = json.charAt(++i);
                if (escaped == 'u') { text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16)); i += 4; }
                else text.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped == 'r' ? '\r' : escaped);
            } else if (text != null) text.append(c);
        }
        return texts;
    }

    static double cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime() / 1e9;
    }

    static String spans(Segment segment, String text) {
        StringJoiner out = new StringJoiner(",", "[", "]");
        for (Term term : segment.seg(text)) {
            String tag = term.nature.toString();
            String kind = tag.startsWith("nt") ? "nt" : tag.startsWith("ns") ? "ns" : tag.equals("nz") ? "nz" : null;
            if (kind != null)
                out.add("[" + term.offset + "," + (term.offset + term.word.length()) + ",\"" + kind + "\"]");
        }
        return out.toString();
    }

    public static void main(String[] arguments) throws Exception {
        List<String> texts = read(Files.readString(Path.of(arguments[0]), StandardCharsets.UTF_8));
        Segment segment = HanLP.newSegment().enablePlaceRecognize(true).enableOrganizationRecognize(true).enableOffset(true);
        segment.seg(texts.get(0));
        double start = cpu();
        StringJoiner found = new StringJoiner(",", "[", "]");
        int characters = 0;
        for (String text : texts) { found.add(spans(segment, text)); characters += text.length(); }
        double spent = cpu() - start;
        double memory = 0;
        for (String line : Files.readAllLines(Path.of("/proc/self/status")))
            if (line.startsWith("VmHWM")) memory = Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        System.out.printf("{\"start\": %.3f, \"speed\": %.1f, \"mb\": %.1f, \"found\": %s}%n",
            start, characters / spent, memory, found);
    }
}
