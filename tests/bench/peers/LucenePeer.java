// Lucene behind the interface that all peers have (docs/decisions/0017-peers.md):
//
//   LucenePeer index ARTICLES.jsonl DIR THREADS     prints how many articles a second
//   LucenePeer serve DIR PORT                       GET /search?q=…&match=any|all&work=full|bare[&year=…][&topic=…][&event=…]
//
// Compiles with Debian's liblucene8-java. As its documentation advises: BulgarianAnalyzer, facets by sorted doc values,
// the unified highlighter; -Doffsets=true stores offsets in the postings, so that the highlighter need not analyse again.
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.MMapDirectory;

public class LucenePeer {
  static final int HITS = 10;
  static final int FACET_VALUES = 21;
  static final float TITLE_WEIGHT = 2;
  static final String[] FACETS = {"event", "year", "topic"};
  static final Set<String> SHOWN = Set.of("id", "title", "url", "date");

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("index")) {
      index(Paths.get(arguments[1]), Paths.get(arguments[2]), Integer.parseInt(arguments[3]));
    } else {
      serve(new LucenePeer(Paths.get(arguments[1])), Integer.parseInt(arguments[2]));
    }
  }

  // ---- indexing

  static FacetsConfig facetsConfig() {
    FacetsConfig config = new FacetsConfig();
    config.setMultiValued("event", true);
    config.setMultiValued("topic", true);
    return config;
  }

  static FieldType bodyType() {
    FieldType type = new FieldType(TextField.TYPE_STORED);
    if (Boolean.getBoolean("offsets")) type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
    type.freeze();
    return type;
  }

  static Document document(Map<String, Object> article, FieldType bodyType) {
    Document document = new Document();
    document.add(new StringField("id", text(article, "id"), Field.Store.YES));
    document.add(new TextField("title", text(article, "title"), Field.Store.YES));
    document.add(new Field("body", text(article, "body"), bodyType));
    document.add(new StoredField("url", text(article, "url")));
    document.add(new StoredField("date", text(article, "date")));
    document.add(new SortedSetDocValuesFacetField("year", text(article, "date").substring(0, 4)));
    for (String event : list(article, "events")) document.add(new SortedSetDocValuesFacetField("event", event));
    for (String topic : list(article, "topics")) document.add(new SortedSetDocValuesFacetField("topic", topic));
    return document;
  }

  static void index(Path articles, Path folder, int threads) throws Exception {
    long begun = System.nanoTime();
    long count = 0;
    FacetsConfig facets = facetsConfig();
    FieldType bodyType = bodyType();
    IndexWriterConfig config = new IndexWriterConfig(new BulgarianAnalyzer())
        .setOpenMode(IndexWriterConfig.OpenMode.CREATE).setRAMBufferSizeMB(256);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(folder), config);
         BufferedReader lines = Files.newBufferedReader(articles)) {
      Callable<Long> work = () -> {
        long done = 0;
        for (List<String> batch = nextBatch(lines); !batch.isEmpty(); batch = nextBatch(lines)) {
          for (String line : batch) writer.addDocument(facets.build(document(Json.object(line), bodyType)));
          done += batch.size();
        }
        return done;
      };
      List<Future<Long>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) parts.add(workers.submit(work));
      for (Future<Long> part : parts) count += part.get();
      writer.commit();
    }
    workers.shutdown();
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.println(count + " articles, " + Math.round(count / seconds) + " a second");
  }

  static List<String> nextBatch(BufferedReader lines) throws IOException {
    List<String> batch = new ArrayList<>();
    synchronized (lines) {
      for (String line; batch.size() < 64 && (line = lines.readLine()) != null; ) batch.add(line);
    }
    return batch;
  }

  static String text(Map<String, Object> article, String name) { return (String) article.get(name); }

  @SuppressWarnings("unchecked")
  static List<String> list(Map<String, Object> article, String name) { return (List<String>) article.get(name); }

  // ---- searching

  final Analyzer analyzer = new BulgarianAnalyzer();
  final IndexSearcher searcher;
  final SortedSetDocValuesReaderState facetState;
  final UnifiedHighlighter highlighter;

  LucenePeer(Path folder) throws IOException {
    DirectoryReader reader = DirectoryReader.open(MMapDirectory.open(folder));
    searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null); // nobody's cache of results takes part
    facetState = new DefaultSortedSetDocValuesReaderState(reader);
    highlighter = new UnifiedHighlighter(searcher, analyzer);
    highlighter.setFormatter(new DefaultPassageFormatter("<mark>", "</mark>", "… ", true));
  }

  Set<String> terms(String words) throws IOException {
    Set<String> terms = new LinkedHashSet<>();
    try (TokenStream stream = analyzer.tokenStream("body", words)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) terms.add(term.toString());
      stream.end();
    }
    return terms;
  }

  Query query(Map<String, String> request) throws IOException {
    Occur occur = "all".equals(request.get("match")) ? Occur.MUST : Occur.SHOULD;
    BooleanQuery.Builder words = new BooleanQuery.Builder();
    for (String term : terms(request.getOrDefault("q", ""))) {
      words.add(new BooleanQuery.Builder()
          .add(new BoostQuery(new TermQuery(new Term("title", term)), TITLE_WEIGHT), Occur.SHOULD)
          .add(new TermQuery(new Term("body", term)), Occur.SHOULD).build(), occur);
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder().add(words.build(), Occur.MUST);
    for (String facet : FACETS) {
      String value = request.getOrDefault(facet, "");
      if (!value.isEmpty()) all.add(new TermQuery(DrillDownQuery.term("$facets", facet, value)), Occur.FILTER);
    }
    return all.build();
  }

  String search(Map<String, String> request) throws IOException {
    Query query = query(request);
    boolean full = !"bare".equals(request.get("work"));
    FacetsCollector matches = new FacetsCollector();
    TopDocs top;
    long total;
    if (full) {
      top = FacetsCollector.search(searcher, query, HITS, matches);
      total = 0;
      for (FacetsCollector.MatchingDocs part : matches.getMatchingDocs()) total += part.totalHits;
    } else {
      TopScoreDocCollector collector = TopScoreDocCollector.create(HITS, Integer.MAX_VALUE); // an exact total
      searcher.search(query, collector);
      top = collector.topDocs();
      total = top.totalHits.value;
    }
    int[] documents = new int[top.scoreDocs.length];
    for (int i = 0; i < documents.length; i++) documents[i] = top.scoreDocs[i].doc;
    String[] snippets = full && documents.length > 0
        ? highlighter.highlightFields(new String[] {"body"}, query, documents, new int[] {1}).get("body") : null;
    StringBuilder answer = new StringBuilder(16384).append("{\"totalHits\":").append(total).append(",\"hits\":[");
    for (int i = 0; i < documents.length; i++) {
      appendHit(answer, i, searcher.doc(documents[i], SHOWN), top.scoreDocs[i].score, snippets == null ? null : snippets[i]);
    }
    answer.append(']');
    if (full) appendFacets(answer, new SortedSetDocValuesFacetCounts(facetState, matches));
    return answer.append('}').toString();
  }

  static void appendHit(StringBuilder answer, int place, Document document, float score, String snippet) {
    answer.append(place == 0 ? "{" : ",{");
    for (String member : SHOWN) {
      Json.append(answer, member).append(':');
      Json.append(answer, document.get(member)).append(',');
    }
    if (snippet != null) Json.append(answer.append("\"formatted\":{\"body\":"), snippet).append("},");
    answer.append("\"score\":").append(score).append('}');
  }

  static void appendFacets(StringBuilder answer, Facets facets) throws IOException {
    answer.append(",\"facets\":{");
    for (String name : FACETS) {
      FacetResult counted = facets.getTopChildren(FACET_VALUES, name);
      Json.append(answer.append(name == FACETS[0] ? "" : ","), name).append(":[");
      int place = 0;
      for (LabelAndValue value : counted == null ? new LabelAndValue[0] : counted.labelValues) {
        Json.append(answer.append(place++ == 0 ? "" : ",").append("{\"value\":"), value.label);
        answer.append(",\"count\":").append(value.value.intValue()).append('}');
      }
      answer.append(']');
    }
    answer.append('}');
  }

  // ---- HTTP

  static void serve(LucenePeer peer, int port) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 128);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/search", exchange -> {
      int status = 200;
      byte[] answer;
      try {
        answer = peer.search(parameters(exchange)).getBytes(StandardCharsets.UTF_8);
      } catch (Exception e) {
        status = 500;
        answer = e.toString().getBytes(StandardCharsets.UTF_8);
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, answer.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer);
      }
    });
    server.start();
  }

  static Map<String, String> parameters(HttpExchange exchange) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
      int equals = pair.indexOf('=');
      parameters.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  /** As much of JSON as a line of articles has: an object of strings and of lists of strings. */
  static final class Json {
    private final String line;
    private int at = 0;

    private Json(String line) { this.line = line; }

    static Map<String, Object> object(String line) {
      Json json = new Json(line);
      Map<String, Object> members = new HashMap<>();
      json.take('{');
      while (json.next() != '}') {
        String name = json.string();
        json.take(':');
        members.put(name, json.next() == '[' ? json.strings() : json.string());
        if (json.next() == ',') json.at++;
      }
      return members;
    }

    private char next() {
      while (line.charAt(at) == ' ') at++;
      return line.charAt(at);
    }

    private void take(char expected) {
      if (next() != expected) throw new IllegalArgumentException("expected " + expected + " at " + at);
      at++;
    }

    private List<String> strings() {
      List<String> strings = new ArrayList<>();
      take('[');
      while (next() != ']') {
        strings.add(string());
        if (next() == ',') at++;
      }
      at++;
      return strings;
    }

    private String string() {
      take('"');
      StringBuilder letters = new StringBuilder();
      for (char letter = line.charAt(at++); letter != '"'; letter = line.charAt(at++)) {
        letters.append(letter == '\\' ? escaped() : letter);
      }
      return letters.toString();
    }

    private char escaped() {
      char letter = line.charAt(at++);
      switch (letter) {
        case 'n': return '\n';
        case 't': return '\t';
        case 'r': return '\r';
        case 'b': return '\b';
        case 'f': return '\f';
        case 'u':
          at += 4;
          return (char) Integer.parseInt(line.substring(at - 4, at), 16);
        default: return letter;
      }
    }

    static StringBuilder append(StringBuilder out, String text) {
      out.append('"');
      for (int i = 0; i < text.length(); i++) {
        char letter = text.charAt(i);
        if (letter == '"' || letter == '\\') {
          out.append('\\').append(letter);
        } else if (letter < ' ') {
          out.append(String.format("\\u%04x", (int) letter));
        } else {
          out.append(letter);
        }
      }
      return out.append('"');
    }
  }
}
