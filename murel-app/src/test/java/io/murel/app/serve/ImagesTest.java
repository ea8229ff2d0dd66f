package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.BadInputException;
import io.murel.app.serve.Service.Got;
import io.murel.app.serve.Service.Part;
import io.murel.app.serve.image.PictureFolder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images: named, uploaded, in a folder. */
class ImagesTest {

  private static final String IMAGES = "/api/v1/images";
  private static final String ANSWERS = "/api/v1/answers";

  @TempDir private Path folder;

  private static byte[] picture(int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, x < width / 3 ? 0xC02020 : 0xF0F0F0);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  @Test
  void namedImagesAreListedPageByPage() throws Exception {
    String[] names = new String[120];
    Arrays.setAll(names, i -> "image-" + i);
    try (Service service = Service.start(FakeAnswerer.knowing(names), FakeAnswerer.attention())) {
      JsonNode first = service.get(IMAGES).json();
      assertThat(first.get("total").asInt()).isEqualTo(120);
      assertThat(first.get("images")).hasSize(50);
      assertThat(first.at("/images/0").toString())
          .isEqualTo("{\"name\":\"image-0\",\"picture\":false}");
      JsonNode last = service.get(IMAGES + "?offset=110&limit=20").json();
      assertThat(last.get("images").findValuesAsText("name"))
          .hasSize(10)
          .startsWith("image-110")
          .endsWith("image-119");
      assertThat(service.get(IMAGES + "?offset=500").json().get("images")).isEmpty();
      assertThat(service.get(IMAGES + "?model=attention").json().get("total").asInt()).isZero();
      assertThat(service.get(IMAGES + "?limit=0").status()).isEqualTo(422);
      assertThat(service.get(IMAGES + "?offset=-1").status()).isEqualTo(422);
    }
  }

  @Test
  void picturesOfAFolderCanBeSeenAndAskedAbout() throws Exception {
    byte[] png = picture(60, 40, "png");
    Files.createDirectories(folder.resolve("val"));
    Files.write(folder.resolve("kitchen.png"), png);
    Files.write(folder.resolve("val/a b&ü.JPG"), picture(50, 40, "jpeg"));
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    try (Service service =
        Service.start(
            ServeOptions.on(0), PictureFolder.open(folder), FakeAnswerer.knowing("kitchen"))) {
      assertThat(service.get(IMAGES).json().get("images").toString())
          .isEqualTo(
              "[{\"name\":\"kitchen\",\"picture\":true},{\"name\":\"a b&ü\",\"picture\":true}]");
      Got got = service.get(IMAGES + "/kitchen");
      assertThat(got.header("Content-Type")).isEqualTo("image/png");
      assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(got.response().body()).isEqualTo(png);
      assertThat(service.get(IMAGES + "/a%20b%26%C3%BC").header("Content-Type"))
          .isEqualTo("image/jpeg");
      JsonNode stored = service.get(IMAGES + "/kitchen/regions").json();
      assertThat(stored.get("image").toString()).isEqualTo("{\"width\":60,\"height\":40}");
      assertThat(stored.get("regions")).hasSize(2); // those of the store
      JsonNode found = service.get(IMAGES + "/a%20b%26%C3%BC/regions").json();
      assertThat(found.get("image").get("width").asInt()).isEqualTo(50);
      assertThat(service.get(IMAGES + "/kitchen/questions").text()).isEqualTo("{\"questions\":[]}");
      assertThat(service.post(ANSWERS, "{\"image\": \"a b&ü\", \"question\": \"What?\"}").status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..%2f..%2fsecret",
        "%2e%2e%2fsecret",
        "..%5csecret",
        "secret.png",
        "%2fetc%2fpasswd",
        "secret%00.png"
      })
  void namesNeverBecomePaths(String name) throws Exception {
    Files.write(
        Files.createDirectories(folder.resolve("in")).resolve("a.png"), picture(9, 9, "png"));
    Files.write(folder.resolve("secret.png"), picture(9, 9, "png"));
    try (Service service =
        Service.start(
            ServeOptions.on(0), PictureFolder.open(folder.resolve("in")), FakeAnswerer.murel())) {
      assertThat(service.get(IMAGES + "/" + name).status()).isIn(400, 404);
    }
  }

  @Test
  void aFolderWithoutPicturesOrWithTwoOfOneNameIsRefused() throws IOException {
    assertThatThrownBy(() -> PictureFolder.open(folder.resolve("none")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("which is no folder, expected a folder of pictures");
    assertThatThrownBy(() -> PictureFolder.open(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("without a picture");
    Files.write(folder.resolve("a.png"), picture(9, 9, "png"));
    Files.write(folder.resolve("a.jpg"), picture(9, 9, "jpeg"));
    assertThatThrownBy(() -> PictureFolder.open(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected one picture of each name");
  }

  @Test
  void anUploadCanBeAskedAboutSeveralTimes() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel(), FakeAnswerer.attention())) {
      byte[] png = picture(60, 40, "png");
      Got got = service.post(IMAGES, Part.file("image", png));
      String name = got.json().get("name").asText();

      assertThat(name).matches("upload-[0-9a-f]{32}");
      assertThat(got.json().get("width").asInt()).isEqualTo(60);
      assertThat(service.post(IMAGES, Part.file("image", png)).json()).isEqualTo(got.json());
      assertThat(service.get(IMAGES + "/" + name + "/regions").json().get("regions"))
          .isEqualTo(got.json().get("regions"));
      Got byName = service.post(ANSWERS, "{\"image\": \"" + name + "\", \"question\": \"What?\"}");
      Got directly = service.post(ANSWERS, Part.file("image", png), Part.text("question", "What?"));
      assertThat(byName.json()).isEqualTo(directly.json());
      assertThat(
              service
                  .post(
                      ANSWERS + "?model=attention",
                      "{\"image\": \"" + name + "\", \"question\": \"What?\"}")
                  .status())
          .isEqualTo(200);
      assertThat(service.get(IMAGES).json().get("total").asInt()).isZero(); // others' are private
    }
  }

  @Test
  void largeUploadsAreShownAsTheyFitAScreen() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel())) {
      JsonNode upload = service.post(IMAGES, Part.file("image", picture(3200, 1000, "png"))).json();
      assertThat(upload.get("width").asInt()).isEqualTo(3200);
      Got shown = service.get(IMAGES + "/" + upload.get("name").asText());
      assertThat(shown.header("Content-Type")).isEqualTo("image/jpeg");
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(shown.response().body()));
      assertThat(image.getWidth()).isEqualTo(1600);
      assertThat(image.getHeight()).isEqualTo(500);
    }
  }

  @Test
  void theLongestUnusedUploadIsForgottenFirst() throws Exception {
    Limits limits = Limits.USUAL.withKeptBytes(60_000);
    try (Service service =
        Service.start(ServeOptions.on(0).withLimits(limits), FakeAnswerer.murel())) {
      String first = upload(service, noise(1));
      String second = upload(service, noise(2));
      assertThat(service.get(IMAGES + "/" + first).status()).isEqualTo(200);
      String third = upload(service, noise(3));

      assertThat(service.get(IMAGES + "/" + first).status()).isEqualTo(200);
      assertThat(service.get(IMAGES + "/" + third).status()).isEqualTo(200);
      Got forgotten = service.get(IMAGES + "/" + second);
      assertThat(forgotten.status()).isEqualTo(404);
      assertThat(forgotten.detail())
          .endsWith("Uploaded pictures are forgotten after a while; upload it again.");
      assertThat(service.measure("murel_kept_images ")).isEqualTo(2);
      assertThat(service.measure("murel_kept_images_bytes")).isBetween(30_000.0, 60_000.0);
    }
  }

  private static String upload(Service service, byte[] file) throws Exception {
    return service.post(IMAGES, Part.file("image", file)).json().get("name").asText();
  }

  /** A picture of some 20 KB. */
  private static byte[] noise(int seed) throws IOException {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(80, 70, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 80 * 70; i++) {
      image.setRGB(i % 80, i / 80, random.nextInt());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {ANSWERS, IMAGES})
  void whatIsNoPictureIsRefused(String path) throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel())) {
      byte[] png = picture(60, 40, "png");
      assertThat(refusal(service, path, "hello".getBytes()))
          .isEqualTo(
              "urn:murel:unreadable-picture image: found no picture, expected a picture in PNG,"
                  + " JPEG, GIF, BMP or WebP. Save it again in one of these formats.");
      assertThat(refusal(service, path, new byte[0]))
          .startsWith("urn:murel:unreadable-picture image: found no picture");
      assertThat(refusal(service, path, Arrays.copyOf(png, 60)))
          .startsWith("urn:murel:unreadable-picture image: found a damaged picture");
      assertThat(refusal(service, path, bomb(png)))
          .isEqualTo(
              "urn:murel:picture-too-large image: found 60000 x 60000 pixels, expected a picture of"
                  + " at most 50 million pixels. Scale the picture down.");
      assertThat(service.measure("murel_body_bytes")).isZero();
    }
  }

  private static String refusal(Service service, String path, byte[] file) throws Exception {
    Got got =
        path.equals(ANSWERS)
            ? service.post(path, Part.file("image", file), Part.text("question", "What?"))
            : service.post(path, Part.file("image", file));
    assertThat(got.status()).isIn(413, 422);
    return got.type() + " " + got.detail();
  }

  /** A small file that says it is enormous. */
  private static byte[] bomb(byte[] png) {
    byte[] out = png.clone();
    ByteBuffer bytes = ByteBuffer.wrap(out).putInt(16, 60_000).putInt(20, 60_000);
    CRC32 checksum = new CRC32();
    checksum.update(out, 12, 17);
    bytes.putInt(29, (int) checksum.getValue());
    return out;
  }

  @Test
  void anUploadIsOneFile() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel())) {
      assertThat(service.post(IMAGES, "{}").status()).isEqualTo(415);
      assertThat(service.post(IMAGES, Part.text("image", "scene-1")).detail())
          .isEqualTo(
              "form: found 1 parts, the first image, expected one part, image, with a file.");
      assertThat(service.post(IMAGES).detail())
          .isEqualTo("form: found no part, expected one part, image, with a file.");
    }
  }
}
