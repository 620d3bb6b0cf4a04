package dev.rota.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;

/** One connection to the application, byte for byte: for what no HTTP library would send, or would hide. */
public final class Wire implements AutoCloseable {

    /** The header that has the token of staff. */
    public static final String TOKEN = "Authorization: " + Tokens.of(Tokens.STAFF) + "\r\n";

    private final Socket socket;
    private final InputStream in;

    /** @param headers their names without regard to case; of several with one name, the last */
    public record Answer(int status, Map<String, String> headers, String body) {

        public boolean closes() {
            return "close".equalsIgnoreCase(headers.get("Connection"));
        }
    }

    public Wire(int port) throws IOException {
        socket = new Socket("localhost", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** A whole request; Host, the token of staff and, where there is a body, Content-Length are added. */
    public Answer send(String method, String target, Map<String, String> headers, byte[] body) throws IOException {
        var head = head(method, target, headers);
        if (body != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        write(head + "\r\n", body == null ? new byte[0] : body);
        return read(method);
    }

    /** A body in chunks, without an announcement of its length; as much of it as the other side takes. */
    public Answer sendChunked(String method, String target, Map<String, String> headers, byte[] body)
            throws IOException {
        var head = head(method, target, headers);
        write(head + "Transfer-Encoding: chunked\r\n\r\n", new byte[0]);
        try {
            for (int at = 0; at < body.length; at += 8192) {
                int length = Math.min(8192, body.length - at);
                write(Integer.toHexString(length) + "\r\n", java.util.Arrays.copyOfRange(body, at, at + length));
                write("\r\n", new byte[0]);
            }
            write("0\r\n\r\n", new byte[0]);
        } catch (IOException e) {
            // Refused before its end; the answer tells.
        }
        return read(method);
    }

    private static StringBuilder head(String method, String target, Map<String, String> headers) {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!headers.containsKey("Authorization")) {
            head.append(TOKEN);
        }
        return head;
    }

    public void write(String head, byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(ISO_8859_1));
        bytes.writeBytes(body);
        socket.getOutputStream().write(bytes.toByteArray());
    }

    /** @param method of the request, which says whether there is a body */
    public Answer read(String method) throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        var body = new ByteArrayOutputStream();
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return new Answer(status, headers, "");
        } else if (headers.containsKey("Transfer-Encoding")) {
            for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                body.writeBytes(in.readNBytes(size));
                line();
            }
            line();
        } else {
            body.writeBytes(in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0"))));
        }
        return new Answer(status, headers, body.toString(UTF_8));
    }

    /** Whether the other side has ended the connection, now or within the time limit. */
    public boolean ended() {
        try {
            return in.read() == -1;
        } catch (IOException e) {
            return !(e instanceof java.net.SocketTimeoutException);
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c == -1) {
                throw new EOFException("the connection ended after: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
