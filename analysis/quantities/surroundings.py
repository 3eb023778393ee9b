"""Words beside a number by which one knows what it is: labels, months, names, ages, what is counted. In plain letters."""

from __future__ import annotations

from .lexicon import words

MONTHS = words(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept "
    "oct nov dec",
    "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر يونيه يوليه",
    "كانون شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين جانفي فيفري افريل ماي جوان جويليه اوت",
    "محرم صفر ربيع جمادي رجب شعبان رمضان شوال",
)
YEARS = words("عام سنه لعام بعام year fy للعام العام السنه")
TEMPORAL = words(
    "in since by during until till before after early late mid end of from through",
    "في منذ خلال عام سنه العام حتي بحلول قبل بعد اواخر اوائل مطلع نهايه بدايه منتصف لعام وفي من",
)
PREFIXES = words("و ف ب ل ك ال وال بال لل ولل فب وب ول فال كال لال")
LABELS = words(
    "no no. nos number numbers page pages p pp section sections chapter chapters article figure fig table step "
    "part phase version "
    "versions volume vol issue release item room line grade level tier type round series flight route channel "
    "floor gate unit "
    "paragraph annex appendix id code phone tel fax zip box row v day week stage episode season lesson footnote "
    "note ref top dial call slide exhibit clause schedule rule edition",
    "رقم رقمه رقمها صفحه ص الصفحه صفحات ماده الماده فصل الفصل قسم القسم باب بند البند فقره الفقره جدول الجدول "
    "شكل الشكل مرحله المرحله "
    "اصدار الاصدار نسخه النسخه طبعه الطبعه جزء الجزء مجلد حلقه الحلقه موسم قناه غرفه شارع طابق الطابق مستوي "
    "المستوي هاتف الهاتف جوال "
    "ساعه الساعه قرن القرن يوم اليوم شهر الشهر اسبوع الاسبوع ربع الربع جيل الجيل مجموعه ملحق رحله خط بوابه رمز "
    "الرمز السوره ايه "
    " المرتبه مرتبه مقعد كود حي خطوه الخطوه سؤال السؤال درس الدرس حاشيه هامش",
)
ERAS = words("م ه هجري هجريه ميلادي ميلاديه ad bc bce ce للهجره")
CLOCK = words("am pm a.m. p.m. o'clock o’clock gmt utc et pt صباحا مساء ظهرا عصرا فجرا ليلا")
AGES = words("aged age ages عمره عمرها بعمر العمر سن عمر")
RATIOS = frozenset(("من كل", "out of", "of every", "in every", "من اصل", "for every", "مقابل كل", "لكل كل"))
FRACTION_NOUNS = words("third thirds quarter quarters fourth fourths fifth fifths sixth sixths tenth tenths half halves")
ORDINALS = words(
    "حادي ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر حاديه ثانيه ثالثه رابعه خامسه سادسه سابعه ثامنه تاسعه "
    "عاشره اول اولي",
    "قرن مجموعه",
)
QUANTIFIERS = words(
    "بضع بضعه عده كل اي غير عشرات مئات الاف ملايين مليارات several few many multi",
    "ثلاثي ثنائي متعدد",
)
NAMES = words(
    "gpt llama claude gemini gemma grok mistral qwen deepseek falcon phi iphone ipad ios android windows macos "
    "python java php node "
    "react ubuntu debian chrome firefox galaxy pixel playstation xbox web version v model formula boeing airbus",
    "ايفون ايباد لاما كلود جيميني جيمناي جمناي جيما غروك جروك ميسترال كوين فالكون اندرويد ويندوز بايثون جالاكسي "
    "غالاكسي بلايستيشن "
    "بوينغ بوينج ايرباص تي سورا ابولو فيلو ناسداك بورز فورتشن نيكاي فوتسي كاك داو راسل نوفا ارتيميس باتش "
    "كوفيد ليزا دالي",
)
# Capitalised words after which a number is no part of a name: what begins sentences and headlines.
NOT_NAMES = words(
    "a about above across after all almost also although among an and another any approximately are around as at "
    "because been before "
    "below besides between both but by circa could cost costing despite during each either every exactly except "
    "fewer for from further "
    "had has have he her his however i if in including including into is it its just last least less like made "
    "many maybe meanwhile "
    "more moreover most nearly neither next no nor not now of off on once only or other our out over part per "
    "perhaps plus prior "
    "raised roughly said same she since so some still such than that the their them then there these they this "
    "those though through "
    "thus to today together total under until up upon us was we were what when where which while who whose will "
    "with within without "
    "would yet you",
    "add added adding adds axe axes axed buy buys bought cut cuts cutting dismiss dismissed dismisses drop drops "
    "employ employed employing "
    "employs expand expands fire fired fires firing gain gained gains hire hired hires hiring invest invested "
    "investing invests lay lays laid "
    "layoff layoffs lost lose loses losing pay paid pays paying poach poached poaches raise raises raising "
    "recruit recruited recruits sack "
    "sacks sacked sell sells shed sheds slash slashes slashed sold spend spends spent target targets worth sees "
    "saw see gets get affects "
    "affecting hits hit reach reaches reached top tops serves train trains trained trims trimmed eliminates eliminate",
)
COUNTED = words(
    "models companies startups firms stores countries deals projects papers patents labs offices branches jobs "
    "positions roles chips "
    "gpus apps products contracts customers clients units vehicles cars shares homes buildings schools hospitals "
    "sites tests",
    "شركه شركات نموذج نماذج نموذجا صفقه صفقات مختبر مختبرات دوله دول فريق فرق مشروع مشاريع وظيفه وظائف عميل "
    "عملاء عميلا منصه منصات "
    "تطبيق تطبيقات تطبيقا منتج منتجات جوله جولات مدينه مدن فرع فروع مركز مراكز لغه لغات مره مرات سهم اسهم رقاقه "
    "رقائق وحده وحدات مكتب مكاتب "
    "سياره سيارات مقعد مقاعد اضعاف بلد بلدان قطاع قطاعات ورقه اوراق براءه طائره طائرات سفينه منزل منازل متر "
    "مترا كيلومتر "
    "كيلومترا طن طنا ميل ميلا صفحه صفحات كلمه ميغاواط غيغاواط جيجاواط برميل برميلا تحميل تحميلا محطه محطات متجر "
    "متاجر متجرا",
)
EVIDENCE = words(
    "الي علي بلغ بلغت يبلغ تبلغ عدد عددهم عددها عدده نسبه معدل واقع من ليبلغ لتبلغ سجل سجلت اجمالي مجموع وصل "
    "وصلت ليصل لتصل بين الرقم عند "
    "الاجمالي اجماليها مجموعها مجموعهم مجموعه نقص زياده فارق",
)
ENGLISH_STOPS = words(
    "of to and or is are was were be been in on at by for from with as than that which who whom but not so if it "
    "its he she they we i "
    "this these those the a an after before since until when while where because into over under about among per "
    "will would can could "
    "may might must shall should has have had did do does then there their his her our your against between "
    "through during without "
    "within also only just too either neither nor yet still even said says respectively",
)
ARABIC_STOPS = words(
    "في من علي الي عن مع ثم او ان انه انها التي الذي الذين هو هي هم هذا هذه ذلك تلك كان كانت قد لا لم لن ما بعد "
    "قبل منذ خلال حتي بين عند "
    "عبر ضمن حول دون كما لكن بل اذ اذا حين عندما حيث لدي كل بعض غير ايضا فقط تقريبا وفق بحسب حسب لان منها منهم "
    "منه فيها فيه عنها بها به "
    "له لها لهم لكنها لكنه وهو وهي وهم مما بما كي لكي هناك هنا امس اليوم الان سوي نحو مقابل مقارنه نتيجه بسبب "
    "رغم بينهم بينها بينما اي "
    "قال قالت اعلنت اعلن ذكرت اضاف اضافت تم يتم كانوا سنويا شهريا يوميا حاليا صباحا مساء",
)
