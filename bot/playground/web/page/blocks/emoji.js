/** Emoji by shortcode: a selection for a work chat about stretching. */

const GROUPS = `
smile 😄 grinning 😀 slightly_smiling_face 🙂 blush 😊 wink 😉 joy 😂 sweat_smile 😅 heart_eyes 😍
relieved 😌 relaxed ☺️ sunglasses 😎 thinking_face 🤔 neutral_face 😐 sleeping 😴 yawning_face 🥱
tired_face 😫 confused 😕 cry 😢 sob 😭 face_with_thermometer 🤒 mask 😷 hugging_face 🤗 partying_face 🥳
exploding_head 🤯 upside_down_face 🙃 face_with_rolling_eyes 🙄
wave 👋 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 clap 👏 raised_hands 🙌 pray 🙏 muscle 💪 ok_hand 👌 point_right 👉
point_left 👈 point_up ☝️ point_down 👇 raised_hand ✋ handshake 🤝 eyes 👀 ear 👂 brain 🧠 foot 🦶 leg 🦵 bone 🦴
person_in_lotus_position 🧘 woman_in_lotus_position 🧘‍♀️ man_in_lotus_position 🧘‍♂️ standing_person 🧍 kneeling_person 🧎
walking 🚶 runner 🏃 running 🏃 dancer 💃 man_dancing 🕺 cartwheel 🤸 person_doing_cartwheel 🤸 weight_lifter 🏋️
bicyclist 🚴 swimmer 🏊 chair 🪑 seat 💺 busts_in_silhouette 👥 bust_in_silhouette 👤
speech_balloon 💬 thought_balloon 💭 spiral_calendar_pad 🗓️ calendar 📅 date 📅 clock1 🕐 clock3 🕒 clock9 🕘
alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚ headphones 🎧 phone ☎️
telephone_receiver 📞 computer 💻 desktop_computer 🖥️ keyboard ⌨️ memo 📝 pencil 📝 pencil2 ✏️ book 📖 books 📚
clipboard 📋 pushpin 📌 paperclip 📎 mag 🔍 bulb 💡 bell 🔔 no_bell 🔕 mute 🔇 lock 🔒 key 🔑 gear ⚙️ wrench 🔧
hammer 🔨 link 🔗 inbox_tray 📥 email 📧 envelope ✉️ chart_with_upwards_trend 📈 bar_chart 📊
palm_tree 🌴 airplane ✈️ desert_island 🏝️ beach_with_umbrella 🏖️ house 🏠 house_with_garden 🏡 office 🏢 hospital 🏥
bus 🚌 car 🚗 train 🚆 bike 🚲 sunrise 🌅 sunny ☀️ partly_sunny ⛅ cloud ☁️ umbrella ☔ snowflake ❄️ rainbow 🌈
moon 🌙 crescent_moon 🌙 star ⭐ star2 🌟 sparkles ✨ zap ⚡ fire 🔥 droplet 💧 ocean 🌊 earth_africa 🌍
seedling 🌱 herb 🌿 four_leaf_clover 🍀 potted_plant 🪴 deciduous_tree 🌳 evergreen_tree 🌲 cactus 🌵 sunflower 🌻
cherry_blossom 🌸 hibiscus 🌺 tulip 🌷 maple_leaf 🍁 fallen_leaf 🍂
cat 🐱 dog 🐶 sloth 🦥 turtle 🐢 snail 🐌 butterfly 🦋 bee 🐝 bird 🐦 owl 🦉 penguin 🐧
coffee ☕ tea 🍵 ramen 🍜 pizza 🍕 bento 🍱 sandwich 🥪 apple 🍎 banana 🍌 green_salad 🥗 cake 🍰 birthday 🎂 beer 🍺
tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉
medal 🏅 sports_medal 🏅 crown 👑 rocket 🚀 dart 🎯 game_die 🎲 art 🎨 musical_note 🎵 notes 🎶
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 broken_heart 💔 100 💯
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑
question ❓ exclamation ❗ information_source ℹ️ recycle ♻️ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️
arrows_counterclockwise 🔄 repeat 🔁 rewind ⏪ fast_forward ⏩ double_vertical_bar ⏸️ arrow_forward ▶️ new 🆕 zzz 💤
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 white_circle ⚪ black_circle ⚫
large_blue_square 🟦 white_large_square ⬜ white_small_square ▫️ small_blue_diamond 🔹
`;

const SIGNS = new Map(
  [...GROUPS.matchAll(/(\S+) (\S+)/g)].map(([, name, sign]) => [name, sign]),
);

/** The emoji of a shortcode without its colons; undefined if it isn't known. */
export const emoji = (name) => SIGNS.get(name);

/** Emoji that the page draws with CSS, for fonts without them. */
export const DRAWN = new Map(
  ["large_blue_square", "white_large_square", "white_small_square", "small_blue_diamond", "snowflake"].map(
    (name) => [SIGNS.get(name), name],
  ),
);
