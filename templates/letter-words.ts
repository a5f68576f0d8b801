/** Letters to partners and missions, in the language of whoever gets them. What stands between two braces is filled in, and left out where there is nothing. */
export type LetterWords = {
  folder: string;
  to: string;
  greeting: string;
  closing: string;
  invitation: { subject: string; body: string[] };
  visa: { subject: string; receives: string; sends: string; asks: string; columns: [string, string, string, string] };
  thanks: { subject: string; sent: string; received: string; body: string[] };
};

const ENGLISH: LetterWords = {
  folder: "en/",
  to: "To: {host}",
  greeting: "Dear friends,",
  closing: "Yours sincerely,",
  invitation: {
    subject: "Subject: Invitation",
    body: [
      "On behalf of {union_name}, we have the honour of inviting a delegation{#host} of {host}{/host}{#is_group} of {count} members{/is_group}{#led}, led by {led},{/led} to visit us {span}{#cities}, in {cities}{/cities}.",
      "{#purpose}Purpose of the visit: {purpose}{/purpose}",
      "A draft of the programme is enclosed. We would be grateful for the names and positions of the members, and for the times of arrival and departure.",
      "We look forward to welcoming you.",
    ],
  },
  visa: {
    subject: "Subject: Request for visas",
    receives:
      "{union_name} has invited the persons named below{#host}, of {host},{/host} to visit us {span}{#cities}, in {cities}{/cities}.",
    sends: "{union_name} is sending the persons named below to {where}{#host}, to meet {host},{/host} {span}.",
    asks: "We kindly ask that visas for this period be granted to them in good time, and thank you for your support.",
    columns: ["No.", "Name as in the passport", "Position, organisation", "Passport number"],
  },
  thanks: {
    subject: "Subject: Thanks",
    sent: "On behalf of {union_name} and of our delegation, we thank you warmly for your welcome and for all that you did for our visit to {where}, {span}.",
    received: "On behalf of {union_name}, we thank you warmly for your visit{#cities} to {cities}{/cities}, {span}.",
    body: ["We look forward to carrying out together what was agreed, and to meeting you again."],
  },
};

const FRENCH: LetterWords = {
  folder: "fr/",
  to: "À l’attention de {host}",
  greeting: "Chers amis,",
  closing: "Veuillez agréer, chers amis, l’expression de nos sentiments les meilleurs.",
  invitation: {
    subject: "Objet : invitation",
    body: [
      "Au nom de l’organisation « {union_name} », nous avons l’honneur d’inviter une délégation{#host} de {host}{/host}{#is_group} de {count} membres{/is_group}{#led}, conduite par {led},{/led} à nous rendre visite {span}{#cities}, à {cities}{/cities}.",
      "{#purpose}Objet de la visite : {purpose}{/purpose}",
      "Le projet de programme est joint à la présente. Nous vous saurions gré de nous communiquer les noms et fonctions des membres, ainsi que les heures d’arrivée et de départ.",
      "Nous nous réjouissons de vous accueillir.",
    ],
  },
  visa: {
    subject: "Objet : demande de visas",
    receives:
      "L’organisation « {union_name} » a invité les personnes nommées ci-dessous{#host}, de {host},{/host} à lui rendre visite {span}{#cities}, à {cities}{/cities}.",
    sends:
      "L’organisation « {union_name} » envoie les personnes nommées ci-dessous en mission ({where}){#host}, auprès de {host},{/host} {span}.",
    asks: "Nous vous prions de bien vouloir leur accorder en temps utile les visas pour cette période et vous remercions de votre appui.",
    columns: ["N°", "Nom figurant au passeport", "Fonction, organisme", "Numéro de passeport"],
  },
  thanks: {
    subject: "Objet : remerciements",
    sent: "Au nom de l’organisation « {union_name} » et de notre délégation, nous vous remercions chaleureusement de votre accueil et de tout ce que vous avez fait pour notre visite ({where}), {span}.",
    received:
      "Au nom de l’organisation « {union_name} », nous vous remercions chaleureusement de votre visite{#cities} à {cities}{/cities}, {span}.",
    body: ["Nous nous réjouissons de mettre en œuvre avec vous ce qui a été convenu et de vous revoir."],
  },
};

const VIETNAMESE: LetterWords = {
  folder: "vi/",
  to: "Kính gửi: {host}",
  greeting: "Thưa các bạn,",
  closing: "Trân trọng,",
  invitation: {
    subject: "Về việc: Thư mời",
    body: [
      "Thay mặt {union_name}, chúng tôi trân trọng kính mời đoàn{#host} {host}{/host}{#count} gồm {count} người{/count}{#led}, do {led} làm Trưởng đoàn,{/led} sang thăm và làm việc{#cities} tại {cities}{/cities}, {span}.",
      "{#purpose}Mục đích chuyến thăm: {purpose}{/purpose}",
      "Dự thảo chương trình được gửi kèm thư này. Đề nghị gửi cho chúng tôi danh sách, chức vụ của các thành viên và giờ đến, giờ rời.",
      "Chúng tôi mong được đón đoàn.",
    ],
  },
  visa: {
    subject: "Về việc: Đề nghị cấp thị thực",
    receives:
      "{union_name} đã mời những người có tên dưới đây{#host}, thuộc {host},{/host} vào thăm và làm việc{#cities} tại {cities}{/cities}, {span}.",
    sends:
      "{union_name} cử những người có tên dưới đây đi công tác tại {where}{#host}, làm việc với {host},{/host} {span}.",
    asks: "Đề nghị cấp thị thực kịp thời cho những người có tên trên trong thời gian này. Xin cảm ơn sự hỗ trợ của Quý cơ quan.",
    columns: ["TT", "Họ và tên như trong hộ chiếu", "Chức vụ, cơ quan", "Số hộ chiếu"],
  },
  thanks: {
    subject: "Về việc: Cảm ơn",
    sent: "Thay mặt {union_name} và đoàn, chúng tôi chân thành cảm ơn sự đón tiếp nồng hậu và mọi giúp đỡ dành cho đoàn trong chuyến thăm {where}, {span}.",
    received:
      "Thay mặt {union_name}, chúng tôi chân thành cảm ơn chuyến thăm của đoàn{#cities} tại {cities}{/cities}, {span}.",
    body: ["Chúng tôi mong cùng thực hiện những điều đã thỏa thuận và sớm gặp lại."],
  },
};

export const LETTERS: LetterWords[] = [VIETNAMESE, ENGLISH, FRENCH];
