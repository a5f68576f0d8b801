import { cleanText } from "#platform/clean.ts";

/** Signs that Typst, XML, Markdown or a formula would take for something else. */
const MARKUP = [
  "Thực hiện Kế hoạch số 12//KH-LH; xem https://vufo.org.vn/a_b?x=1&y=*2*#z... Hết câu.",
  "/ Thuật ngữ: giải nghĩa\n/ Hai: nữa",
  "= Đầu đề\n== Đầu đề hai",
  "+ một\n+ hai\n- ba\n1. bốn\n12. năm",
  "/* chú thích */ còn đây // và đây",
  '#set page(width: 1cm) #import "x" #let a = 1 #a',
  "$x^2$ và $ y $ giá 5$ hay US$ 12",
  "*đậm* _nghiêng_ `mã` ```khối\nmã```",
  "<nhãn> @nhắc [ngoặc] {ngoặc} (ngoặc) ]][[ }}{{",
  "a~b c\\d \\ \\n \\u{1F600} C:\\Users\\tên",
  "a--b a---b a -- b ... a...b -? .. .",
  "\"thẳng\" 'đơn' “cong” ‘đơn’ «góc» 5' 6\"",
  "1.5 1,5 1.000.000 -3 −3 10% ±2 2×3 ½ № 5 § 6 ₫ € £ ¥ °C",
  "{title} {#sections} {/sections} {{x}} {@rawXml} {x [a: 1]}",
  "&amp; &lt; & < > ]]> <!-- x --> <b>x</b> <?xml?> %PDF-1.7",
  "=SUM(A1) +1 -1 @x |y| ^z !w ;v :u",
  "x_1^2 a_b_c __init__ **kw** ~~gạch~~ ==tô==",
  "#\n$\n*\n_\n`\n~\n@\n=",
  "[liên kết](http://x.vn) ![ảnh](a.png) <http://x.vn>",
  "hai  dấu   cách và\tmột tab\tnữa",
  "dòng một\ndòng hai\n\ndòng bốn sau dòng trống",
  "-\n- \n+ x\n/ x",
  "a/b / c /d e/ f // g /// h",
  "email: lan.tran+amity@test.example; tel: +84 (24) 3845-6303",
  "Điều 1.\n1. Khoản\na) điểm\n- gạch",
];
const SCRIPTS = [
  "Liên hiệp các tổ chức hữu nghị Việt Nam: ắ ằ ẳ ẵ ặ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ỳ ỷ ỹ ỵ Đ đ",
  "Français, Español, Português, Čeština, Polski: łódź, Türkçe: ığdır, Íslenska: þ ð, Română: șț, Magyar: őű",
  "Союз обществ дружбы: ё ъ ы э щ; Україна: і ї є ґ; Беларусь: ў; Қазақстан: ә ғ қ ң ө ұ ү һ і; Монгол: ө ү",
  "Ελληνοβιετναμική φιλία: άέήίόύώ ϊϋΐΰ ς Ω",
  "中国人民对外友好协会 越南友好组织联合会，北京。《协议》“引号”",
  "臺灣繁體字 龍鳳 國際 廣東 學會",
  "日本ベトナム友好協会 ひらがな カタカナ 東京都 々〆ヶー「引用」、。",
  "한국 베트남 친선협회 서울특별시 안녕하세요 값 닭 흙",
  "ສະຫະພັນມິດຕະພາບ ລາວ-ຫວຽດນາມ ວຽງຈັນ ເພື່ອນ ໑໒໓",
  "សមាគមមិត្តភាពកម្ពុជា-វៀតណាម ភ្នំពេញ ស្រី្ត ១២៣",
  "สมาคมมิตรภาพไทย-เวียดนาม กรุงเทพฯ ผู้ ที่ น้ำ ๑๒๓",
  "Ха Ной 河内 ハノイ 하노이 ຮາໂນ້ຍ ហាណូយ ฮานอย Ανόι Hà Nội",
  "မြန်မာ ရန်ကုန်",
  "भारत वियतनाम मैत्री",
];
const WORDS = [
  "x".repeat(300),
  `https://example.org/${"segment-".repeat(40)}?q=${"a".repeat(120)}`,
  "ữ".repeat(200),
  "W".repeat(500),
  "0123456789".repeat(30),
  "漢".repeat(400),
  "ຄວາມສຳພັນ".repeat(30),
  "ภาษาไทย".repeat(40),
];
const SIGNS = "😀 🎉 👍 🇻🇳 ✓ ✔ ☐ ● ■ ▲ → ← ⇒ ≤ ≥ ≠ ∞ √ ∑ • ‰ ′ ″ ™ © ® † ‡ ¶ … – — ― ‑ ﬁ \u00A0|\uFFFD"
  .split(" ")
  .filter(Boolean);

const mixed = SCRIPTS.flatMap((text, index) => [
  `${MARKUP[index]?.split("\n")[0]} ${text}`,
  `/ ${text}\n= ${text}\n- ${text}`,
  `${text} // ${text.slice(0, 20)} *${text.slice(0, 9)}* #${text.slice(0, 9)}`,
]);

/** A hundred paragraphs as people may write or paste them, as they are kept. */
export const TRICKY = [
  ...MARKUP,
  ...SCRIPTS,
  ...WORDS,
  `Dấu: ${SIGNS.join(" ")}`,
  ...mixed,
  ...mixed.map((text) => text.toUpperCase()),
]
  .slice(0, 100)
  .map(cleanText);

/** The same without what a line may break at. */
export const squeezed = (text: string) => text.replaceAll(/\s+/g, "");
